namespace Residency.Tests;

/// <summary>The folder that was checked out.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new InvalidOperationException($"There is no Residency.slnx above {AppContext.BaseDirectory}")
        : File.Exists(Path.Combine(folder.FullName, "Residency.slnx")) ? folder.FullName
        : Find(folder.Parent);
}
