using Residency.Foundation.Settings;

namespace Residency.Foundation.Files;

/// <summary>Where the contents of files are kept, and how large they may be.</summary>
[Section("Files")]
public sealed record FilesSettings
{
    /// <summary>Largest file in mebibytes, 1–1024. Default 50.</summary>
    [Setting("The largest file that is kept.", Unit = "MiB", Min = 1, Max = 1024)]
    public int LargestFile { get; init; } = 50;

    /// <summary>Largest picture in mebibytes, 1–100. Default 20.</summary>
    [Setting("The largest picture that is kept.", Unit = "MiB", Min = 1, Max = 100)]
    public int LargestPicture { get; init; } = 20;

    /// <summary>Most pixels of a picture in millions, 1–200. Default 40.</summary>
    [Setting("The most pixels that a picture may have.", Unit = "millions", Min = 1, Max = 200)]
    public int MostPixels { get; init; } = 40;

    /// <summary>Address of an S3-compatible store; empty keeps contents in the data folder.</summary>
    [Setting("Keeps contents in an S3-compatible store instead of the data folder.", Unit = "such as https://s3.example.org")]
    public string S3Address { get; init; } = "";

    /// <summary>The bucket; it must exist.</summary>
    [Setting("The bucket of the S3 store; it must exist.")]
    public string S3Bucket { get; init; } = "residency";

    /// <summary>The region by which requests are signed.</summary>
    [Setting("The region by which requests to the S3 store are signed.")]
    public string S3Region { get; init; } = "us-east-1";

    /// <summary>The access key.</summary>
    [Setting("The access key of the S3 store.", IsSecret = true)]
    public string S3AccessKey { get; init; } = "";

    /// <summary>The secret key.</summary>
    [Setting("The secret key of the S3 store.", IsSecret = true)]
    public string S3SecretKey { get; init; } = "";
}
