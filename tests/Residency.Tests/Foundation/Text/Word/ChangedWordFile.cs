using System.IO.Compression;
using System.Text;

namespace Residency.Tests.Foundation.Text.Word;

/// <summary>A Word file with one part written anew, as by somebody's program.</summary>
internal static class ChangedWordFile
{
    internal static async Task<byte[]> OfAsync(byte[] file, string part, Func<string, string> change)
    {
        using var changed = new MemoryStream();
        await changed.WriteAsync(file);
        using (var archive = new ZipArchive(changed, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = archive.GetEntry(part).ShouldNotBeNull();
            string text;
            using (var reader = new StreamReader(await entry.OpenAsync(), Encoding.UTF8))
            {
                text = await reader.ReadToEndAsync();
            }

            entry.Delete();
            await using var writer = new StreamWriter(await archive.CreateEntry(part).OpenAsync(), new UTF8Encoding(false));
            await writer.WriteAsync(change(text));
        }

        return changed.ToArray();
    }
}
