using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Residency.Foundation.Results;

namespace Residency.Foundation.Files;

/// <summary>Contents as objects of an S3-compatible store.</summary>
/// <remarks>
/// Without chunked signing and automatic checksums: many compatible stores keep the framing of the chunks as content.
/// </remarks>
public sealed class S3Blobs : IBlobs, IDisposable
{
    private readonly AmazonS3Client _client;
    private readonly string _bucket;

    public S3Blobs(FilesSettings settings)
    {
        _bucket = settings.S3Bucket;
        _client = new AmazonS3Client(
            new BasicAWSCredentials(settings.S3AccessKey, settings.S3SecretKey),
            new AmazonS3Config
            {
                ServiceURL = settings.S3Address,
                AuthenticationRegion = settings.S3Region,
                ForcePathStyle = true,
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
                Timeout = TimeSpan.FromMinutes(5),
                MaxErrorRetry = 3,
            }
        );
    }

    public Task<bool> HasAsync(FileHash hash, CancellationToken cancel) =>
        AskAsync(
            "looking for a file in the S3 store",
            async () =>
            {
                await _client.GetObjectMetadataAsync(_bucket, KeyOf(hash), cancel);
                return true;
            },
            missing: false
        );

    public async Task PutAsync(FileHash hash, string file, CancellationToken cancel)
    {
        // Also what is there: whoever is about to remove it sees by its time that it is wanted again.
        await AskAsync(
            "keeping a file in the S3 store",
            async () =>
            {
                await _client.PutObjectAsync(
                    new PutObjectRequest
                    {
                        BucketName = _bucket,
                        Key = KeyOf(hash),
                        FilePath = file,
                        UseChunkEncoding = false,
                    },
                    cancel
                );
                return true;
            },
            missing: false
        );
    }

    public Task<Stream?> OpenAsync(FileHash hash, CancellationToken cancel) =>
        AskAsync<Stream?>(
            "reading a file from the S3 store",
            async () => (await _client.GetObjectAsync(_bucket, KeyOf(hash), cancel)).ResponseStream,
            missing: null
        );

    public async Task RemoveAsync(FileHash hash, DateTimeOffset unlessPutSince, CancellationToken cancel) =>
        await AskAsync(
            "removing a file from the S3 store",
            async () =>
            {
                var known = await _client.GetObjectMetadataAsync(_bucket, KeyOf(hash), cancel);
                if (known.LastModified is { } put && put.ToUniversalTime() < unlessPutSince.UtcDateTime)
                {
                    await _client.DeleteObjectAsync(_bucket, KeyOf(hash), cancel);
                }

                return true;
            },
            missing: false
        );

    public void Dispose() => _client.Dispose();

    private static string KeyOf(FileHash hash) => $"files/{hash.Value[..2]}/{hash.Value}";

    private static async Task<T> AskAsync<T>(string doing, Func<Task<T>> ask, T missing)
    {
        try
        {
            return await ask();
        }
        catch (AmazonS3Exception answer) when (answer.StatusCode == HttpStatusCode.NotFound && answer.ErrorCode != "NoSuchBucket")
        {
            return missing;
        }
        catch (Exception broken) when (broken is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw new OutsideException(doing, broken);
        }
    }
}
