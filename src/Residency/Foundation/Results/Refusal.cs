namespace Residency.Foundation.Results;

/// <summary>Why a person's wish was not carried out, and what they can do next. A value, never an exception.</summary>
/// <remarks>
/// A closed set; the mapping to HTTP is in <c>Foundation/Ui</c>. The text is shown to the person: one or two sentences
/// that end with the next step.
/// </remarks>
public abstract record Refusal
{
    private Refusal(string text) => Text = text;

    /// <summary>What happened and what to do next, in the person's words.</summary>
    public string Text { get; }

    public sealed override string ToString() => Text;

    /// <summary>The input cannot be accepted as it is.</summary>
    /// <param name="Field">The field of the form that must change; empty when it is the whole.</param>
    /// <param name="Reason">What is wrong and what to enter instead.</param>
    public sealed record Invalid(string Field, string Reason) : Refusal(Reason);

    /// <summary>There is no such thing, or this person may not know that there is.</summary>
    public sealed record NotFound(string What = "We could not find that. It may have been moved or removed.") : Refusal(What);

    /// <summary>The thing may be seen but this may not be done to it.</summary>
    public sealed record Forbidden(string Reason = "You may not do this here. Ask the programme manager of your hub.")
        : Refusal(Reason);

    /// <summary>The act needs a fresh proof of who is acting (a sign-in not older than ten minutes).</summary>
    /// <remarks>A case of forbidden with a way out: the page offers to confirm and come back.</remarks>
    public sealed record StepUp(string Reason = "Please confirm that it is you, then try again.") : Refusal(Reason);

    /// <summary>The thing is not in the state, or not the version, that the act needs.</summary>
    public sealed record Conflict(string Reason) : Refusal(Reason);

    /// <summary>Nothing is wrong with the wish, but not now.</summary>
    /// <param name="Reason">What to wait for.</param>
    /// <param name="After">When to try again; null when unknown.</param>
    public sealed record Later(string Reason, TimeSpan? After = null) : Refusal(Reason);
}
