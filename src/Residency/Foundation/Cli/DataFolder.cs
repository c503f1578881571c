using Residency.Foundation.Results;

namespace Residency.Foundation.Cli;

/// <summary>The right to work on a data folder. Exactly one process has it; it ends with the process, however that ends.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream taken) => (Path, _lock) = (path, taken);

    /// <summary>The folder; absolute.</summary>
    public string Path { get; }

    /// <summary>Takes the lock; makes the folder when it is missing, readable by its owner alone.</summary>
    /// <returns>The right; null when another process has it.</returns>
    /// <exception cref="OutsideException">The folder cannot be made or written.</exception>
    public static DataFolder? TryTake(string path)
    {
        try
        {
            if (!Directory.Exists(path))
            {
                if (OperatingSystem.IsWindows())
                {
                    Directory.CreateDirectory(path);
                }
                else
                {
                    Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                }
            }
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new OutsideException($"making the data folder {path}", broken);
        }

        var file = System.IO.Path.Combine(path, "residency.lock");
        try
        {
            // The system lets go of the lock with the process, so that a crash leaves nothing to clean up.
            return new DataFolder(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException broken)
        {
            throw new OutsideException($"taking the lock {file}", broken);
        }
        catch (IOException) when (File.Exists(file))
        {
            return null;
        }
    }

    public void Dispose() => _lock.Dispose();
}
