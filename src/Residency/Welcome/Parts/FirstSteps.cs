namespace Residency.Welcome.Parts;

/// <summary>How far a new hub has come.</summary>
/// <param name="Slug">The first part of its addresses.</param>
internal sealed record Beginnings(string Slug)
{
    /// <summary>Whether readers are told what the hub is and how to reach it.</summary>
    public bool IsDescribed { get; init; }
    public bool HasPartners { get; init; }
    public bool HasCohort { get; init; }

    /// <summary>Whether anybody has come who is to write.</summary>
    public bool HasExperts { get; init; }
    public bool HasCaseStudy { get; init; }
    public bool HasPublished { get; init; }
}

/// <summary>The first things to do in a hub, in their order.</summary>
internal enum Beginning
{
    Describe,
    AddPartners,
    PlanCohort,
    InviteExperts,
    BeginCaseStudy,
    Publish,
}

/// <summary>One of the first things to do.</summary>
/// <param name="What">The thing.</param>
/// <param name="Href">Where it is done.</param>
/// <param name="IsDone">Whether it is done.</param>
internal sealed record FirstStep(Beginning What, string Href, bool IsDone);

/// <summary>The order in which a new hub gets on its feet.</summary>
internal static class FirstSteps
{
    /// <summary>All steps, done or not; empty when the hub needs no guide any more.</summary>
    public static IReadOnlyList<FirstStep> Of(Beginnings hub)
    {
        // Whoever has published has found the way; steps that they left out are their choice.
        if (hub.HasPublished)
        {
            return [];
        }

        var home = "/" + hub.Slug;
        return
        [
            new(Beginning.Describe, home + "/hubs/configure", hub.IsDescribed),
            new(Beginning.AddPartners, home + "/organisations/add", hub.HasPartners),
            new(Beginning.PlanCohort, home + "/cohorts/plan", hub.HasCohort),
            new(Beginning.InviteExperts, home + "/members/invitations", hub.HasExperts),
            new(Beginning.BeginCaseStudy, home + "/case-studies/begin", hub.HasCaseStudy),
            new(Beginning.Publish, home + "/case-studies", hub.HasPublished),
        ];
    }
}
