namespace Residency.Foundation.Mail;

/// <summary>Registers mail.</summary>
public static class MailSetup
{
    /// <summary>Adds the outbox; its jobs are found by type.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddScoped<Outbox>();
        services.AddScoped<IOutbox>(provider => provider.GetRequiredService<Outbox>());
        services.AddSingleton<LetterBody>();
        services.AddSingleton<IMailServer, SmtpServer>();
        return services;
    }
}
