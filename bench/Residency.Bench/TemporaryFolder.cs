namespace Residency.Bench;

/// <summary>A folder that ends with its user.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("residency-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
