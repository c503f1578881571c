using Residency.Foundation.Results;
using Residency.Foundation.Ui.Http;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Discuss;

/// <summary>The ways in by which the editor's script shows and writes comments.</summary>
internal static class ThreadsGate
{
    // What a page can show beside one text; the page of comments turns over the rest.
    private const int Most = 1000;
    private const int MostResolved = 200;

    /// <summary>A passage and what is said of it.</summary>
    internal sealed record NewThread(string? Start, string? End, string? Quotation, string? Block, string? Section, string? Text);

    /// <summary>What is said.</summary>
    internal sealed record NewReply(string? Text);

    /// <summary>Maps everything below <c>/{hub}/case-studies/{id}/threads</c>.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        const string threads = "/{hub}/case-studies/{id:guid}/threads";
        endpoints.MapGet(threads, ListAsync).Needs(CaseStudyActions.Comment);
        var limited = new LimitedAttribute(Limits.Comments);
        endpoints.MapPost(threads, BeginAsync).Needs(CaseStudyActions.Comment).WithMetadata(limited);
        endpoints.MapPost(threads + "/{thread:guid}/reply", ReplyAsync).Needs(CaseStudyActions.Comment).WithMetadata(limited);
        endpoints.MapPost(threads + "/{thread:guid}/resolve", ResolveAsync).Needs(CaseStudyActions.Comment).WithMetadata(limited);
        endpoints.MapPost(threads + "/{thread:guid}/reopen", ReopenAsync).Needs(CaseStudyActions.Comment).WithMetadata(limited);
        endpoints
            .MapPost(threads + "/{thread:guid}/comments/{comment:guid}/delete", DeleteAsync)
            .Needs(CaseStudyActions.CommentDelete)
            .WithMetadata(limited);
    }

    /// <summary>What every way in needs: whose text, who asks, and the two that answer.</summary>
    internal sealed record Desk(Guid Id, DiscussHandler Handler, DiscussQueries Queries, CurrentActor Current)
    {
        public CaseStudyId CaseStudy => new(Id);

        /// <summary>The thread as it is now, after something was done.</summary>
        public async Task<IResult> ShowAsync(Result done, ThreadId thread, CancellationToken cancel)
        {
            if (!done.IsDone)
            {
                return done.Refusal.ToProblem();
            }

            var shown = await Queries.OneAsync(Current.Actor, CaseStudy, thread, cancel);
            return shown.IsDone ? TypedResults.Json(Of(shown.Value)) : shown.Refusal.ToProblem();
        }
    }

    private static async Task<IResult> ListAsync([AsParameters] Desk desk, CancellationToken cancel)
    {
        var open = new ThreadFilter { State = ConversationState.Open, Take = Most };
        var listed = await desk.Queries.ListAsync(desk.Current.Actor, desk.CaseStudy, open, cancel);
        if (!listed.IsDone)
        {
            return listed.Refusal.ToProblem();
        }

        var done = new ThreadFilter { State = ConversationState.Resolved, Take = MostResolved };
        var resolved = await desk.Queries.ListAsync(desk.Current.Actor, desk.CaseStudy, done, cancel);
        var list = listed.Value;
        IReadOnlyList<ThreadView> shown = [.. list.Threads, .. resolved.IsDone ? resolved.Value.Threads : []];
        return TypedResults.Json(
            new
            {
                people = list.People.Select(one => new { id = one.Id, name = one.Name }),
                threads = shown.Select(Of),
                mayComment = true,
                left = list.Count + (resolved.IsDone ? resolved.Value.Count : 0) - shown.Count,
            }
        );
    }

    private static async Task<IResult> BeginAsync([AsParameters] Desk desk, NewThread wish, CancellationToken cancel)
    {
        var anchor = new CommentAnchor(wish.Start ?? "", wish.End ?? "")
        {
            Quotation = wish.Quotation ?? "",
            Block = wish.Block ?? "",
            Section = wish.Section ?? "",
        };
        var begun = await desk.Handler.BeginAsync(desk.Current.Actor, desk.CaseStudy, anchor, wish.Text, cancel);
        return begun.IsDone ? await desk.ShowAsync(Result.Done, begun.Value, cancel) : begun.Refusal.ToProblem();
    }

    private static async Task<IResult> ReplyAsync([AsParameters] Desk desk, Guid thread, NewReply wish, CancellationToken cancel)
    {
        var at = new ThreadId(thread);
        var said = await desk.Handler.ReplyAsync(desk.Current.Actor, desk.CaseStudy, at, wish.Text, cancel);
        return await desk.ShowAsync(said, at, cancel);
    }

    private static async Task<IResult> ResolveAsync([AsParameters] Desk desk, Guid thread, CancellationToken cancel)
    {
        var at = new ThreadId(thread);
        var done = await desk.Handler.ResolveAsync(desk.Current.Actor, desk.CaseStudy, at, cancel);
        return await desk.ShowAsync(done, at, cancel);
    }

    private static async Task<IResult> ReopenAsync([AsParameters] Desk desk, Guid thread, CancellationToken cancel)
    {
        var at = new ThreadId(thread);
        var done = await desk.Handler.ReopenAsync(desk.Current.Actor, desk.CaseStudy, at, cancel);
        return await desk.ShowAsync(done, at, cancel);
    }

    private static async Task<IResult> DeleteAsync([AsParameters] Desk desk, Guid thread, Guid comment, CancellationToken cancel)
    {
        var (at, said) = (new ThreadId(thread), new CommentId(comment));
        var done = await desk.Handler.DeleteAsync(desk.Current.Actor, desk.CaseStudy, at, said, cancel);
        return done.IsDone ? TypedResults.Json(new { deleted = true }) : done.Refusal.ToProblem();
    }

    // What is null is left out of what a script reads.
    private static object Of(ThreadView view) =>
        new
        {
            id = view.Thread.Id.Value,
            state = view.Thread.State == ConversationState.Open ? "open" : "resolved",
            quotation = view.Thread.Quotation,
            section = view.Place.Section.Length > 0 ? view.Place.Section : view.Thread.Section,
            block = view.Place.Block.Length > 0 ? view.Place.Block : view.Thread.Block,
            start = view.Thread.Start,
            end = view.Thread.End,
            orphaned = view.Place.IsOrphaned,
            comments = view.Comments.Select(one => new
            {
                id = one.Comment.Id.Value,
                by = new { id = one.AuthorId, name = one.AuthorName },
                at = one.Comment.At.UtcDateTime,
                text = one.Comment.Text,
                mine = one.IsMine,
                canDelete = one.CanDelete,
            }),
            resolvedBy = view.ResolvedBy.Length > 0 ? view.ResolvedBy : null,
            resolvedAt = view.Thread.ResolvedAt?.UtcDateTime,
            canResolve = view.CanResolve,
        };
}
