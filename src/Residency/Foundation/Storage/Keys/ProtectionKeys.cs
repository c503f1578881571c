using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;
using Residency.Foundation.Ids;

namespace Residency.Foundation.Storage.Keys;

/// <summary>One key of the ring with which cookies, forms and waiting secrets are sealed.</summary>
public readonly record struct ProtectionKeyId(Guid Value) : ITypedId<ProtectionKeyId>
{
    public static ProtectionKeyId From(Guid value) => new(value);
}

/// <summary>A key as stored: its XML, in which the key itself is wrapped by the key file.</summary>
public sealed class ProtectionKey
{
    private ProtectionKey() { }

    public ProtectionKeyId Id { get; private set; }
    public string Name { get; private set; } = "";
    public string Xml { get; private set; } = "";

    internal static ProtectionKey Store(string name, XElement xml) =>
        new()
        {
            Id = TypedId.New<ProtectionKeyId>(),
            Name = name,
            Xml = xml.ToString(SaveOptions.DisableFormatting),
        };
}

internal sealed class KeyTables : ITables
{
    public void Map(ModelBuilder model) => model.Entity<ProtectionKey>(key => key.ToTable("storage_keys"));
}

/// <summary>Keeps the ring in the database, so that all nodes share it.</summary>
internal sealed class KeysInDatabase(IServiceScopeFactory scopes) : IXmlRepository
{
    // The interface knows no tasks. It is asked once a day at most, and answers from then on are cached.
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var keys = scope.ServiceProvider.GetRequiredService<AppDb>().Set<ProtectionKey>().AsNoTracking().ToList();
        return [.. keys.Select(key => XElement.Parse(key.Xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        db.Add(ProtectionKey.Store(friendlyName, element));
        var saved = db.SaveAsync(CancellationToken.None).GetAwaiter().GetResult();
        if (!saved.IsDone)
        {
            throw new InvalidOperationException(saved.Refusal.Text);
        }
    }
}

/// <summary>The secret outside the database: without this file a copy of the database opens nothing.</summary>
internal sealed class KeyFile(StorageSettings settings)
{
    private readonly Lazy<byte[]> _secret = new(() =>
        Read(settings.KeyFile is { Length: > 0 } set ? set : Path.Combine(settings.DataFolder, "residency.key"))
    );

    /// <summary>32 bytes.</summary>
    public byte[] Secret => _secret.Value;

    private static byte[] Read(string path)
    {
        if (!File.Exists(path))
        {
            Make(path);
        }

        var secret = File.ReadAllBytes(path);
        return secret.Length == 32
            ? secret
            : throw new Residency.Foundation.Settings.WrongSettingsException([
                $"The key file {path} must hold exactly 32 bytes. Restore it from your backup.",
            ]);
    }

    // Whole or not at all: a process that dies here leaves no half secret, and of two nodes that start together one wins.
    private static void Make(string path)
    {
        var beside = $"{path}.{Path.GetRandomFileName()}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(beside, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(32));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(beside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(beside);
        }
    }
}

/// <summary>Wraps keys by AES-GCM with the secret of the key file.</summary>
internal sealed class WrapByKeyFile(KeyFile file) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = System.Text.Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var sealedBytes = new byte[12 + 16 + plain.Length];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, 12));
        using var aes = new AesGcm(file.Secret, 16);
        aes.Encrypt(sealedBytes.AsSpan(0, 12), plain, sealedBytes.AsSpan(28), sealedBytes.AsSpan(12, 16));
        return new EncryptedXmlInfo(new XElement("wrapped", Convert.ToBase64String(sealedBytes)), typeof(UnwrapByKeyFile));
    }
}

/// <summary>Unwraps what <see cref="WrapByKeyFile"/> wrapped. Made by the framework, which hands over its services.</summary>
internal sealed class UnwrapByKeyFile(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var sealedBytes = Convert.FromBase64String(encryptedElement.Value);
        var plain = new byte[sealedBytes.Length - 28];
        using var aes = new AesGcm(services.GetRequiredService<KeyFile>().Secret, 16);
        aes.Decrypt(sealedBytes.AsSpan(0, 12), sealedBytes.AsSpan(28), sealedBytes.AsSpan(12, 16), plain);
        return XElement.Parse(System.Text.Encoding.UTF8.GetString(plain));
    }
}

/// <summary>Registers the ring.</summary>
public static class KeysSetup
{
    /// <summary>Adds Data Protection with its keys in the database, wrapped by the key file.</summary>
    public static IServiceCollection AddProtection(this IServiceCollection services)
    {
        services.AddSingleton<KeyFile>();
        services.AddDataProtection().SetApplicationName("residency");
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<IServiceScopeFactory, KeyFile>(
                (options, scopes, file) =>
                {
                    options.XmlRepository = new KeysInDatabase(scopes);
                    options.XmlEncryptor = new WrapByKeyFile(file);
                }
            );
        return services;
    }

    /// <summary>Makes the first key now. Made later, it could wait for the turn to write of the very request that asks for it.</summary>
    public static void PrepareKeys(this IServiceProvider services) =>
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector("Residency.Storage.Start").Protect("");
}
