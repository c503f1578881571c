using Residency.Foundation.LiveText.Shape;
using Residency.Foundation.Text;
using Residency.Yjs;

namespace Residency.Foundation.LiveText.Rooms;

/// <summary>What is looked at when an update was applied, before anybody else sees it.</summary>
/// <remarks>
/// Sections as they were before are needed for those who may only suggest; each is read once and again when somebody changed it.
/// </remarks>
internal sealed class Judging(YDoc doc, Signatures signatures)
{
    public const string Root = LiveShape.Root;

    private const string Locked = "This section is closed at present.";

    private readonly Dictionary<YId, Section?> _read = [];
    private readonly LiveSize _size = new(doc);

    /// <summary>Why an update may not be applied, for the names that stand at its suggestions; null when it may.</summary>
    public string? WhyForged(IncomingUpdate update, Seat seat, DateTimeOffset now) =>
        signatures.WhyForged(update, doc, new SuggestingPerson(seat.Writer.Id, seat.Writer.Name), now);

    /// <summary>An update is about to be applied.</summary>
    public void Coming(IncomingUpdate update) => signatures.Add(update, doc);

    /// <summary>What must be known of the text before an update of this seat is applied.</summary>
    public Earlier Before(Seat seat)
    {
        var needsSections = seat.Mode == LiveMode.Suggest;
        var locks = seat.Held.Grant.LockedSections;
        if (!needsSections && locks.Count == 0)
        {
            return Earlier.Nothing;
        }

        var units = LiveShape.SectionUnits(doc);
        if (needsSections)
        {
            foreach (var unit in units)
            {
                Read(unit);
            }
        }

        return new Earlier([.. units.Where(unit => IsLocked(unit, locks))]);
    }

    /// <summary>Why the update that was just applied may not stay; null when it may.</summary>
    public string? After(Earlier before, Transaction transaction, Seat seat)
    {
        if (LiveSchema.Check(transaction) is { } wrong)
        {
            return wrong;
        }

        if (_size.Check() is { } large)
        {
            return large;
        }

        if (before.Locked.Count == 0 && _read.Count == 0 && seat.Mode != LiveMode.Suggest)
        {
            return null;
        }

        var touched = Touched(transaction);
        if (before.Locked.Count > 0 && WhyLocked(before, touched, seat) is { } locked)
        {
            return locked;
        }

        return seat.Mode == LiveMode.Suggest ? WhyNotSuggested(touched, seat) : Forget(touched);
    }

    /// <summary>Somebody else changed the text.</summary>
    public void Forget(Transaction transaction) => Forget(_read.Count == 0 ? [] : Touched(transaction));

    private static IReadOnlyCollection<YId>? Touched(Transaction transaction) =>
        LiveShape.SectionsAround(transaction.ChangedTypes.Where(type => !type.IsDeleted));

    private string? Forget(IReadOnlyCollection<YId>? touched)
    {
        if (touched is null)
        {
            _read.Clear();
        }
        else
        {
            foreach (var section in touched)
            {
                _read.Remove(section);
            }
        }

        return null;
    }

    private string? WhyNotSuggested(IReadOnlyCollection<YId>? touched, Seat seat)
    {
        if (touched is null)
        {
            return "Sections cannot be suggested.";
        }

        var before = touched.Select(section => _read.GetValueOrDefault(section)).ToList();
        Forget(touched);
        var after = touched.Select(Read).ToList();
        return SuggestOnly.Check(before, after, new SuggestingPerson(seat.Writer.Id, seat.Writer.Name));
    }

    private string? WhyLocked(Earlier before, IReadOnlyCollection<YId>? touched, Seat seat)
    {
        if (touched is null)
        {
            var locks = seat.Held.Grant.LockedSections;
            var now = LiveShape.SectionUnits(doc).Where(unit => IsLocked(unit, locks));
            return now.SequenceEqual(before.Locked) ? null : Locked;
        }

        return touched.Any(before.Locked.Contains) ? Locked : null;
    }

    private bool IsLocked(YId unit, IReadOnlySet<string> locks) =>
        doc.TypeAt(unit) is YXmlElement section
        && (
            (section.Attribute("id") is string id && locks.Contains(id))
            || (section.Attribute("key") is string key && locks.Contains(key))
        );

    private Section? Read(YId unit)
    {
        if (!_read.TryGetValue(unit, out var section))
        {
            _read[unit] = section = LiveShape.ReadSection(doc, unit);
        }

        return section;
    }
}

/// <summary>What was known of a text before an update.</summary>
/// <param name="Locked">The sections that the sender may not change, from top to bottom.</param>
internal sealed record Earlier(IReadOnlyList<YId> Locked)
{
    public static Earlier Nothing { get; } = new([]);
}
