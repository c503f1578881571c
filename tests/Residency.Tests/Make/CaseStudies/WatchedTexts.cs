using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.LiveText;
using Residency.Foundation.Storage;

namespace Residency.Tests.Make.CaseStudies;

/// <summary>What is asked of live texts, and what else happens at that moment.</summary>
internal sealed class WatchedTexts
{
    private static readonly string[] s_whole =
    [
        nameof(ILiveTexts.ReadAsync),
        nameof(ILiveTexts.PlanAsync),
        nameof(ILiveTexts.ChangeAsync),
        nameof(ILiveTexts.ChangeAsOfAsync),
    ];

    /// <summary>How often a whole text was read.</summary>
    public int Reads { get; private set; }

    /// <summary>How often that was done while everybody else who writes waits.</summary>
    public int ReadsInTurns { get; private set; }

    /// <summary>What happens whenever a whole text was read; told how often it was.</summary>
    public Func<int, Task>? AfterReading { get; set; }

    public void Add(IServiceCollection services)
    {
        var real = services.Last(service => service.ServiceType == typeof(ILiveTexts));
        services.AddScoped(provider =>
        {
            var texts = DispatchProxy.Create<ILiveTexts, Between>();
            var between = (Between)(object)texts; // a proxy is both
            between.Texts = (ILiveTexts)real.ImplementationFactory!(provider); // registered by a factory
            between.Db = provider.GetRequiredService<AppDb>();
            between.Watch = this;
            return texts;
        });
    }

    private async Task AfterAsync(bool isInTurn)
    {
        Reads++;
        ReadsInTurns += isInTurn ? 1 : 0;
        if (AfterReading is { } after)
        {
            AfterReading = null;
            await after(Reads);
            AfterReading = after;
        }
    }

    // The proxy is made as a subtype of it when the tests run.
    [SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives from it.")]
    internal class Between : DispatchProxy
    {
        public ILiveTexts Texts { get; set; } = null!; // set at once
        public AppDb Db { get; set; } = null!; // set at once
        public WatchedTexts Watch { get; set; } = null!; // set at once

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var isInTurn = Db.Database.CurrentTransaction is not null;
            var asked = targetMethod!.Invoke(Texts, args); // proxies are asked by methods
            if (s_whole.Contains(targetMethod.Name))
            {
                ((Task)asked!).GetAwaiter().GetResult();
                Watch.AfterAsync(isInTurn).GetAwaiter().GetResult();
            }

            return asked;
        }
    }
}
