using System.Text.Json;
using System.Text.Json.Serialization;
using Residency.Foundation.LiveText;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Parts;

namespace Residency.Make.CaseStudies.Write;

/// <summary>What the page for writing hands to the editor's script, as one block of JSON.</summary>
/// <remarks>The members are those of <c>PageModel</c> in <c>editor/model.ts</c>.</remarks>
internal sealed record EditorMatter
{
    // Within a script element nothing may end it; the default encoder writes < and > by their numbers.
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Socket { get; init; }
    public required string Token { get; init; }
    public required string Threads { get; init; }

    /// <summary>Where readers are invited; null when the person may not see who was.</summary>
    public string? Readers { get; init; }

    /// <summary>Where a picture is sent; null when the person may not add any.</summary>
    public string? Figures { get; init; }

    /// <summary>Where a work is looked up by its DOI and recorded; null when the person may not, or the hub asks nobody.</summary>
    public string? Cite { get; init; }
    public required string Hub { get; init; }
    public required string Name { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public required IReadOnlyList<AskedFor> Sections { get; init; }
    public required IReadOnlyList<Work> References { get; init; }
    public required IReadOnlyList<Picture> Pictures { get; init; }
    public required TicketAnswer.Self Me { get; init; }
    public required string Mode { get; init; }
    public required string SignIn { get; init; }
    public required string Plain { get; init; }
    public IReadOnlyDictionary<string, string>? Words { get; init; }

    /// <summary>What the framework asks of one section; lengths in words, null for any.</summary>
    internal sealed record AskedFor(string Key, string Title, string Prompt, string Guidance)
    {
        public IReadOnlyList<string> Questions { get; init; } = [];
        public int? Target { get; init; }
        public int? Min { get; init; }
        public int? Max { get; init; }
    }

    internal sealed record Work(string Key, string Text);

    internal sealed record Picture(string Name, string Address, string Alternative);

    /// <summary>Everything for one person on one page.</summary>
    public static EditorMatter Of(WritingDesk desk, CaseStudyVisit visit, string signIn)
    {
        var id = desk.CaseStudy.Id;
        var mayEdit = desk.Mode == LiveMode.Edit;
        return new EditorMatter
        {
            Socket = visit.To(id, "live"),
            Token = visit.To(id, "live/token"),
            Threads = visit.To(id, "threads"),
            Readers = desk.MayListReaders ? visit.To(id, "readers") : null,
            Figures = mayEdit ? visit.To(id, "figures") : null,
            Cite = mayEdit && desk.LooksUpDois ? visit.To(id, "works") : null,
            Hub = visit.Hub.Slug,
            Name = $"{Storage.LiveModes.Kind}/{id.Value:D}",
            Title = desk.CaseStudy.Title,
            Language = desk.CaseStudy.Language,
            Sections = [.. desk.AskedFor.Select(Of)],
            References = [.. desk.References.Select(work => new Work(work.Key, CitedWorks.InWords(work)))],
            Pictures =
            [
                .. desk.Figures.Select(figure => new Picture(figure.Name, $"/files/{figure.File.Value}", figure.Alternative)),
            ],
            // The colour is the server's to say; until then the first.
            Me = new TicketAnswer.Self(desk.Writer.Id, desk.Writer.Name, 0),
            Mode = TicketAnswer.ModeOf(desk.Mode),
            SignIn = signIn,
            Plain = visit.To(id, "write?plain=1"),
        };
    }

    /// <summary>As it stands in the page.</summary>
    public string Json() => JsonSerializer.Serialize(this, s_json);

    private static AskedFor Of(FrameworkSection asked) =>
        new(asked.Key, asked.Title, asked.Prompt, asked.Guidance)
        {
            Questions = asked.Questions,
            Target = Known(asked.Words.Target),
            Min = Known(asked.Words.Min),
            Max = Known(asked.Words.Max),
        };

    private static int? Known(int words) => words > 0 ? words : null;
}
