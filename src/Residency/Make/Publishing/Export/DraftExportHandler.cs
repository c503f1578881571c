using Residency.Foundation.Actors;
using Residency.Foundation.Results;
using Residency.Gather.Hubs;
using Residency.Make.CaseStudies;
using Residency.Make.Publishing.Storage;

namespace Residency.Make.Publishing.Export;

/// <summary>Lets those who may take a case study out of the house do so before it is published.</summary>
[Needs(CaseStudyActions.Export)]
public sealed class DraftExportHandler(ICaseStudies caseStudies, EditionSources sources)
{
    private const int Page = 200;

    /// <summary>One text as it stands.</summary>
    /// <returns>The text; NotFound when it may not be seen or stands in another hub; Forbidden; Conflict when there is none yet.</returns>
    public async Task<Result<OutgoingText>> OneAsync(Actor actor, HubId hub, CaseStudyId id, CancellationToken cancel)
    {
        var may = await caseStudies.MayAsync(actor, CaseStudyActions.Export, id, cancel);
        if (!may.IsDone)
        {
            return may.Refusal;
        }

        var gathered = await sources.GatherAsync(id, cancel);
        return !gathered.IsDone ? gathered.Refusal
            : gathered.Value.Card.Hub != hub ? new Refusal.NotFound()
            : Outgoing(gathered.Value);
    }

    /// <summary>All texts of a hub that the actor may export, in the order in which they were begun; those without words left out.</summary>
    public async Task<IReadOnlyList<OutgoingText>> AllAsync(Actor actor, HubCard hub, CancellationToken cancel)
    {
        var cards = new List<CaseStudyCard>();
        for (var skip = 0; ; skip += Page)
        {
            var some = await caseStudies.ListAsync(actor, hub.Id, skip, Page, cancel);
            cards.AddRange(some);
            if (some.Count < Page)
            {
                break;
            }
        }

        var texts = new List<OutgoingText>();
        foreach (var card in cards.OrderBy(card => card.BegunAt).ThenBy(card => card.Code.Value, StringComparer.Ordinal))
        {
            var text = await OneAsync(actor, hub.Id, card.Id, cancel);
            if (text.IsDone)
            {
                texts.Add(text.Value);
            }
        }

        return texts;
    }

    private static OutgoingText Outgoing(Prepared prepared) =>
        new(prepared.Card.Code, prepared.Content) { Revision = prepared.Text.Revision.Number };
}
