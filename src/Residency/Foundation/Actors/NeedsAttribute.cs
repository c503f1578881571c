namespace Residency.Foundation.Actors;

/// <summary>Names the one action that a way in stands for: page, endpoint, job, command-line verb or mail link.</summary>
/// <remarks>
/// Start-up and a test enumerate the ways in; one without an action, or an action without a row in the access tables,
/// fails. The attribute does not decide by itself: the handler asks the room's access table about the thing it loaded.
/// </remarks>
/// <param name="action">The action's name, such as <c>cs.edit</c>; declared as a constant in the room.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = true)]
public sealed class NeedsAttribute(string action) : Attribute
{
    /// <summary>The action's name.</summary>
    public string Action { get; } = action;
}
