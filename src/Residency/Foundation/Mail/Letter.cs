using Residency.Foundation.Actors;

namespace Residency.Foundation.Mail;

/// <summary>A mail to one person, as the product words it.</summary>
/// <param name="To">To whom.</param>
/// <param name="Subject">One line; control characters are taken out, at most 200 characters are kept.</param>
public sealed record Letter(EmailAddress To, string Subject)
{
    /// <summary>What is written, from top to bottom.</summary>
    public IReadOnlyList<LetterPart> Parts { get; init; } = [];

    /// <summary>The hub in whose name it is written; null for the installation itself.</summary>
    public HubId? Hub { get; init; }

    /// <summary>The name shown as the sender; empty means the name set for the installation.</summary>
    public string FromName { get; init; } = "";

    /// <summary>Whose act causes this mail, for the limit of mails a day; null when the product writes by itself.</summary>
    public PersonId? CausedBy { get; init; }

    /// <summary>
    /// The mail opens something (a code, a one-time link): its text is encrypted while it waits and dropped when it is
    /// sent or gives up, and no page shows it in production.
    /// </summary>
    public bool IsSecret { get; init; }
}

/// <summary>A piece of a letter. Plain text only: markup in names or titles stays text.</summary>
public abstract record LetterPart
{
    private LetterPart() { }

    /// <summary>A paragraph.</summary>
    public sealed record Paragraph(string Text) : LetterPart;

    /// <summary>A link that stands alone, as a button where the reader's program shows one.</summary>
    /// <param name="Text">What following it does.</param>
    /// <param name="Address">Absolute, http or https.</param>
    public sealed record Link(string Text, string Address) : LetterPart;

    /// <summary>A code to be typed, shown large.</summary>
    public sealed record Code(string Text) : LetterPart;

    /// <summary>Words of somebody else, marked as such.</summary>
    public sealed record Quotation(string Text) : LetterPart;
}
