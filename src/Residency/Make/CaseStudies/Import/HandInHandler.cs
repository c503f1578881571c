using Residency.Foundation.Actors;
using Residency.Foundation.Files;
using Residency.Foundation.Jobs;
using Residency.Foundation.Results;
using Residency.Foundation.Storage;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Import;

/// <summary>A file as a form brings it.</summary>
/// <param name="Name">What its sender calls it; folders in it do not count.</param>
/// <param name="Open">Opens its content, as often as asked for.</param>
public sealed record HandedInFile(string Name, Func<Stream> Open);

/// <summary>Takes files that are handed in together, keeps them, and lets a job read them.</summary>
internal sealed class HandInHandler(AppDb db, IFileStore files, JobQueue jobs, TimeProvider clock)
{
    /// <summary>The most files that can be handed in together.</summary>
    public const int MostFiles = 60;

    /// <summary>The gate of files that wait; no address opens them.</summary>
    public const string Gate = "case-study-import";

    private static readonly IReadOnlyList<FileKind> s_texts = [FileKind.Text, FileKind.Svg, FileKind.Word];

    /// <summary>Keeps the files and puts the job aside. What cannot be kept stands in the report at once.</summary>
    /// <returns>The import; Invalid (field <c>Files</c>) without a text or with too many files; why the actor may not.</returns>
    /// <exception cref="OutsideException">The file store did not take one of them.</exception>
    public async Task<Result<ImportId>> TakeAsync(
        Actor actor,
        ImportPlan plan,
        IReadOnlyList<HandedInFile> handedIn,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var may = plan.May(actor, now);
        if (!may.IsDone)
        {
            return may.Refusal;
        }

        if (handedIn.Count is 0 or > MostFiles)
        {
            return new Refusal.Invalid("Files", $"Choose between one and {MostFiles} files.");
        }

        if (handedIn.All(file => UseOf(file.Name) != ImportedAs.Text))
        {
            return new Refusal.Invalid(
                "Files",
                $"There is no text among these files. Choose at least one that ends in {string.Join(", ", TextReading.Endings)}."
            );
        }

        var batch = ImportBatch.Begin(plan.Hub, plan.Cohort, actor.Person, now);
        db.Add(batch);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var n = 0; n < handedIn.Count; n++)
        {
            var name = NameOf(handedIn[n].Name);
            var file = batch.Add(n + 1, name, UseOf(name));
            db.Add(file);
            var unusable = names.Add(name)
                ? await KeepAsync(actor, batch, file, handedIn[n], cancel)
                : new ImportLine(name, ImportOutcome.Refused)
                {
                    Reason = "Another file of this import has the same name. Give each a name of its own, then hand it in again.",
                };
            if (unusable is not null)
            {
                batch.Note(file, unusable, now);
            }
        }

        jobs.Enqueue(actor, new ImportFiles(batch.Id, plan.Hub));
        var saved = await db.SaveAsync(cancel);
        return saved.IsDone ? batch.Id : saved.Refusal;
    }

    private async Task<ImportLine?> KeepAsync(
        Actor actor,
        ImportBatch batch,
        ImportedFile file,
        HandedInFile handedIn,
        CancellationToken cancel
    )
    {
        if (file.Use == ImportedAs.Other)
        {
            return new ImportLine(file.Name, ImportOutcome.Ignored) { Reason = TextReading.WhyIgnored(file.Name) };
        }

        var wish = new FileWish(batch.Hub, file.Name, Gate, batch.Id.Value.ToString("D"))
        {
            By = actor.Person,
            Kinds = file.Use == ImportedAs.Text ? s_texts : FileKind.Pictures,
        };
        await using var content = handedIn.Open();
        var kept = await files.KeepAsync(wish, content, cancel);
        if (kept.IsDone)
        {
            file.KeepAs(kept.Value.Code);
            return null;
        }

        return new ImportLine(file.Name, ImportOutcome.Refused)
        {
            Reason = file.Use == ImportedAs.Text ? await WhyAsync(handedIn, kept.Refusal, cancel) : kept.Refusal.Text,
        };
    }

    // The reader of texts knows the place of what is wrong; the store only that it is no text.
    private static async Task<string> WhyAsync(HandedInFile handedIn, Refusal refusal, CancellationToken cancel)
    {
        await using var content = handedIn.Open();
        var start = new byte[1 << 20];
        var length = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancel);
        var read = length < start.Length ? TextReading.Read(NameOf(handedIn.Name), start.AsMemory(0, length)) : refusal;
        return (read.Refusal ?? refusal).Text;
    }

    private static ImportedAs UseOf(string name) =>
        TextReading.IsText(name) ? ImportedAs.Text
        : TextReading.IsPicture(name) ? ImportedAs.Picture
        : ImportedAs.Other;

    // Browsers of old send whole paths.
    private static string NameOf(string name) => Path.GetFileName(name.Replace('\\', '/'));
}
