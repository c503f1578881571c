using Residency.Foundation.Ids;
using Residency.Gather.Hubs;

namespace Residency.Make.Publishing;

/// <summary>A text on its way out of the house.</summary>
/// <param name="Code">The permanent code of its public page.</param>
/// <param name="Content">All that readers of it see; nothing else leaves the house.</param>
public sealed record OutgoingText(PublicCode Code, EditionContent Content)
{
    /// <summary>The number of the edition; null for a draft.</summary>
    public int? Edition { get; init; }

    /// <summary>The revision whose text it is; 1 is the first.</summary>
    public int Revision { get; init; }

    /// <summary>When it became public; null for a draft.</summary>
    public DateTimeOffset? PublishedAt { get; init; }
}

/// <summary>In which form texts leave the house.</summary>
public enum ExportFormat
{
    /// <summary>A project of MyST: Markdown with front matter, pictures, a bibliography.</summary>
    Myst,

    /// <summary>Words alone.</summary>
    Text,

    /// <summary>Our own form, which loses nothing, with the pictures beside it.</summary>
    Json,
}

/// <summary>The media types of what leaves the house.</summary>
public static class ExportMedia
{
    public const string Zip = "application/zip";
    public const string Text = "text/plain; charset=utf-8";

    /// <summary>Our own form; not registered with IANA, and named so that nobody takes it for another.</summary>
    public const string Json = "application/vnd.residency.case-study+json";
}

/// <summary>What stands over several texts.</summary>
/// <param name="Name">The name of the folder: lower-case letters, digits and hyphens.</param>
/// <param name="Title">Not empty.</param>
/// <param name="Description">May be empty.</param>
public sealed record ExportHeading(string Name, string Title, string Description)
{
    /// <summary>What stands over the texts of one hub.</summary>
    public static ExportHeading Of(HubCard hub) =>
        new(hub.Slug, hub.Name, hub.Description.Length > 0 ? hub.Description : $"Case studies from {hub.Name}.");
}

/// <summary>Files that belong together.</summary>
/// <param name="Name">The name of the folder in which they stand.</param>
/// <param name="Tag">Differs when any file differs: 64 hexadecimal digits.</param>
/// <param name="Files">In the order of their paths.</param>
public sealed record ExportPackage(string Name, string Tag, IReadOnlyList<ExportedFile> Files);

/// <summary>One file: its bytes, or the picture whose bytes are read when they are needed.</summary>
/// <param name="Path">Relative, divided by slashes, plain.</param>
/// <param name="Content">Empty for a picture.</param>
/// <param name="Picture">The picture in the file store; null for a file with bytes.</param>
public sealed record ExportedFile(string Path, ReadOnlyMemory<byte> Content, PublicCode? Picture);

/// <summary>Makes files of texts that may leave the house. Whoever calls it has asked whether they may.</summary>
public interface IExportTexts
{
    /// <summary>The latest offered editions of a hub in the order of their publication.</summary>
    Task<IReadOnlyList<OutgoingText>> EditionsAsync(Foundation.Actors.HubId hub, CancellationToken cancel);

    /// <summary>The files of the texts. The same texts give the same files.</summary>
    Task<ExportPackage> PackAsync(
        ExportFormat format,
        ExportHeading heading,
        IReadOnlyList<OutgoingText> texts,
        CancellationToken cancel
    );

    /// <summary>Opens a file of a package.</summary>
    /// <exception cref="Foundation.Results.OutsideException">The file store does not give a picture.</exception>
    Task<Stream> OpenAsync(ExportedFile file, CancellationToken cancel);

    /// <summary>Writes a package as a ZIP file whose bytes depend on the package alone.</summary>
    Task WriteZipAsync(ExportPackage package, Stream target, CancellationToken cancel);
}
