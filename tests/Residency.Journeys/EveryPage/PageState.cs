namespace Residency.Journeys.EveryPage;

/// <summary>Who looks at a page.</summary>
public enum Who
{
    /// <summary>Nobody who is signed in.</summary>
    Visitor,

    /// <summary>Writes a case study in the second cohort.</summary>
    Expert,

    /// <summary>Writes another one, in which the other journeys may leave traces.</summary>
    OtherExpert,

    /// <summary>Reviews and has no text of their own: their lists are empty.</summary>
    Reviewer,

    /// <summary>Signs for an organisation.</summary>
    Approver,

    /// <summary>Signs for another one.</summary>
    OtherApprover,

    /// <summary>Owns the hub.</summary>
    Owner,

    /// <summary>Owns the hub in which nothing has happened yet.</summary>
    Founder,
}

/// <summary>One state of one page, and how a person gets there.</summary>
/// <param name="Route">The route as <c>routes.txt</c> prints it.</param>
/// <param name="Name">What distinguishes this state from the page's other ones.</param>
/// <param name="Who">Who looks.</param>
/// <param name="ArriveAsync">Brings the page into the state; ends when it stands there.</param>
public sealed record PageState(string Route, string Name, Who Who, Func<Stay, Task> ArriveAsync)
{
    /// <summary>The state cannot exist without script.</summary>
    public bool NeedsScript { get; init; }

    /// <summary>A form was sent that is wrong.</summary>
    public bool IsRefusal { get; init; }

    /// <summary>Who looks has proved just now who they are; otherwise it was long ago.</summary>
    public bool IsProved => Who is Who.Owner;

    /// <summary>The name of the test.</summary>
    public override string ToString() => $"{Route} as {Who}: {Name}";

    /// <summary>The address with which somebody signs in; empty for a visitor.</summary>
    public static string AddressOf(Who who) =>
        who switch
        {
            Who.Visitor => "",
            Who.Expert => "precious@calderbridge.example",
            Who.OtherExpert => "shreya@kadambari.example",
            Who.Reviewer => "mihi@reviewers.example.org",
            Who.Approver => "henrik@ljungvik.example",
            Who.OtherApprover => "vikram@brannockvale.example",
            Who.Owner => "amara@merrowport.example",
            Who.Founder => "aroha@furrowandfield.example",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    internal static PageState At(string route, Who who, string path, string name = "as it opens", int status = 200) =>
        new(route, name, who, stay => stay.OpenAsync(path, status));
}
