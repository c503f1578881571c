using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Residency.Foundation.Actors;

namespace Residency.Foundation.Ui.Http;

/// <summary>The page or endpoint may be used only so often, by each account and from each network.</summary>
/// <param name="limit">One of <see cref="Limits"/>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class LimitedAttribute(string limit) : Attribute
{
    /// <summary>The limit's name.</summary>
    public string Limit { get; } = limit;
}

/// <summary>How often things may be done. Counted on each node.</summary>
/// <remarks>
/// What protects a single account (codes that die after five tries) does not rest on these: they keep the machine
/// usable and guessing slow. The network is that of the connection, or what a declared proxy says; never what a client
/// says of itself. One IPv6 subscriber is one network, a /64 (RFC 6177).
/// </remarks>
public sealed class Limits : IAsyncDisposable
{
    /// <summary>10 a minute for each network; only what is sent, not what is looked at.</summary>
    public const string SignIn = "sign-in";

    /// <summary>10 an hour and 30 a day for each network; only what is sent.</summary>
    public const string Messages = "messages";

    /// <summary>100 a day for each person.</summary>
    public const string Invitations = "invitations";

    /// <summary>60 a minute; what is kept is not counted.</summary>
    public const string Search = "search";

    /// <summary>10 an hour.</summary>
    public const string Exports = "exports";

    /// <summary>60 an hour; only what is sent.</summary>
    public const string Uploads = "uploads";

    /// <summary>60 a minute and 1,000 a day for each person; of those without an account 120 and 2,000 for each network; only what is sent.</summary>
    public const string Comments = "comments";

    /// <summary>30 a minute for each network; what is kept is not counted.</summary>
    public const string Harvest = "harvest";

    private readonly Dictionary<string, Rule[]> _rules;
    private readonly PartitionedRateLimiter<Try> _limiter;

    public Limits(HttpSettings settings)
    {
        var minute = TimeSpan.FromMinutes(1);
        var hour = TimeSpan.FromHours(1);
        _rules = new(StringComparer.Ordinal)
        {
            [SignIn] = [new(10, minute, Who.Network) { OnlyUnsafe = true }],
            [Messages] =
            [
                new(10, hour, Who.Network) { OnlyUnsafe = true },
                new(30, TimeSpan.FromDays(1), Who.Network) { OnlyUnsafe = true },
            ],
            [Invitations] = [new(100, TimeSpan.FromDays(1), Who.Person) { OnlyUnsafe = true }],
            [Search] = [new(60, minute, Who.Person), new(60, minute, Who.VisitorsNetwork)],
            [Exports] = [new(10, hour, Who.Person), new(10, hour, Who.VisitorsNetwork)],
            [Uploads] =
            [
                new(60, hour, Who.Person) { OnlyUnsafe = true },
                new(60, hour, Who.VisitorsNetwork) { OnlyUnsafe = true },
            ],
            [Comments] =
            [
                new(60, minute, Who.Person) { OnlyUnsafe = true },
                new(1000, TimeSpan.FromDays(1), Who.Person) { OnlyUnsafe = true },
                new(120, minute, Who.VisitorsNetwork) { OnlyUnsafe = true },
                new(2000, TimeSpan.FromDays(1), Who.VisitorsNetwork) { OnlyUnsafe = true },
            ],
            [Harvest] = [new(30, minute, Who.Network)],
        };
        _limiter = PartitionedRateLimiter.Create<Try, string>(
            tried =>
                RateLimitPartition.GetFixedWindowLimiter(
                    tried.Key,
                    _ => new FixedWindowRateLimiterOptions
                    {
                        PermitLimit = tried.Rule.Most * settings.LimitFactor,
                        Window = tried.Rule.Within,
                        QueueLimit = 0,
                    }
                ),
            StringComparer.Ordinal
        );
    }

    private enum Who
    {
        Person,
        Network,
        VisitorsNetwork,
    }

    /// <summary>Counts one use.</summary>
    /// <returns>Null when it may go on; else how long to wait.</returns>
    /// <exception cref="InvalidOperationException">There is no limit of that name: a bug.</exception>
    public TimeSpan? Take(string limit, HttpContext context, Actor actor)
    {
        if (!_rules.TryGetValue(limit, out var rules))
        {
            throw new InvalidOperationException($"There is no limit '{limit}'.");
        }

        var isUnsafe = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
        for (var i = 0; i < rules.Length; i++)
        {
            var rule = rules[i];
            if ((rule.OnlyUnsafe && !isUnsafe) || KeyOf(rule, context, actor) is not { } who)
            {
                continue;
            }

            using var lease = _limiter.AttemptAcquire(new Try($"{limit} {i} {who}", rule));
            if (!lease.IsAcquired)
            {
                return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : rule.Within;
            }
        }

        return null;
    }

    public ValueTask DisposeAsync() => _limiter.DisposeAsync();

    /// <summary>The network of a connection: an IPv4 address, or the first half of an IPv6 address.</summary>
    internal static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "none";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(plain.GetAddressBytes().AsSpan(0, 8))
            : plain.ToString();
    }

    private static string? KeyOf(Rule rule, HttpContext context, Actor actor) =>
        rule.Who switch
        {
            Who.Person => actor.Person?.Value.ToString(),
            Who.Network => NetworkOf(context.Connection.RemoteIpAddress),
            Who.VisitorsNetwork => actor.Person is null ? NetworkOf(context.Connection.RemoteIpAddress) : null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private sealed record Rule(int Most, TimeSpan Within, Who Who)
    {
        public bool OnlyUnsafe { get; init; }
    }

    private sealed record Try(string Key, Rule Rule);
}

/// <summary>Applies the limits that pages and endpoints carry.</summary>
internal sealed class LimitsOnRequest(RequestDelegate next, Limits limits)
{
    public Task InvokeAsync(HttpContext context, CurrentActor current)
    {
        foreach (var limited in context.GetEndpoint()?.Metadata.GetOrderedMetadata<LimitedAttribute>() ?? [])
        {
            if (limits.Take(limited.Limit, context, current.Actor) is { } wait)
            {
                Refusals.SetRetryAfter(context, wait);
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return Task.CompletedTask;
            }
        }

        return next(context);
    }
}
