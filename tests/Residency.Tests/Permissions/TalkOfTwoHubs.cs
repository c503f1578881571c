using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Residency.Foundation.Actors;
using Residency.Make.CaseStudies.Model;
using Residency.Make.CaseStudies.Storage;

namespace Residency.Tests.Permissions;

internal sealed partial class TwoHubs
{
    /// <summary>The draft that the private link opens.</summary>
    public Study Opened => _studies[0];

    // Conversations beside the draft, somebody who wants no mails of one text, and the reader who came by a link.
    private async Task TalkAsync()
    {
        var draft = Opened;
        var (revoked, passOfRevoked) = await LinkAsync(draft, "Reader revoked");
        var (_, pass) = await LinkAsync(draft, "Reader");
        await Site.InAsync(
            async (_, db) =>
            {
                var now = Site.Time.GetUtcNow();
                var section = (
                    await db.LatestRevisionAsync(await db.Set<CaseStudy>().SingleAsync(row => row.Id == draft.Id), default)
                )!
                    .Document() // it was imported
                    .Sections[0];
                var owner = new CommentAuthor(Site.Owner, null, "");
                var before = Guid.Empty;
                foreach (var isResolved in (bool[])[false, true])
                {
                    var anchor = new CommentAnchor("", "") { Section = section.Id, Quotation = $"about {draft.Word}" };
                    var (thread, first) = CommentThread.Begin(draft.Id, anchor, owner, $"Is {draft.Word} right?", now).Value;
                    // Of one millisecond, either may have the larger id; the later one shall, so that lists have one order.
                    while (thread.Id.Value.CompareTo(before) < 0)
                    {
                        (thread, first) = CommentThread.Begin(draft.Id, anchor, owner, $"Is {draft.Word} right?", now).Value;
                    }

                    before = thread.Id.Value;
                    if (isResolved)
                    {
                        thread.Resolve(owner, now).IsDone.ShouldBeTrue();
                    }

                    db.AddRange(thread, first);
                }

                var quiet = Following.Begin(_studies[1].Id, The("EX assigned").Person!.Value, now); // has an account
                quiet.Mute(now);
                db.Add(quiet);
                db.Attach(revoked).Entity.Revoke(Site.Owner, now).IsDone.ShouldBeTrue();
                (await db.SaveAsync(default)).IsDone.ShouldBeTrue();
            }
        );
        const string cookie = "__Secure-residency-reader";
        var home = $"/harbour/case-studies/{draft.Id.Value:D}/comments";
        Open(new Somebody("SUS revoked", new Part(Principal.SUS))).Put(cookie, passOfRevoked);
        var reader = Open(new Somebody("LNK", new Part(Principal.LNK, Harbour)));
        reader.Put(cookie, pass);
        reader.TokenPage = home;
    }

    // What is said beside a draft, beside a text whose edition is public, and who was invited to read them.
    private Task PlantTalkAsync(Func<string, string, string> plant) =>
        Site.InAsync(
            async (_, db) =>
            {
                var now = Site.Time.GetUtcNow();
                foreach (var study in _studies.Where(study => study.IsPublic || study == Opened))
                {
                    var (name, of) = (study.IsPublic ? "later" : "draft", study.IsPublic ? "the published text" : "the draft");
                    var anchor = new CommentAnchor("", "")
                    {
                        Section = "gone",
                        Quotation = plant($"zzquotation{name}", $"the quotation of a comment on {of}"),
                    };
                    var by = CommentAuthor.Outside(plant($"zzspeaker{name}", $"the name beside a comment on {of}"));
                    var words = plant($"zzcomment{name}", $"a comment on {of}");
                    var (thread, first) = CommentThread.Begin(study.Id, anchor, by, words, now).Value;
                    db.AddRange(thread, first);
                    db.Add(thread.Recall(new CommentAuthor(Site.Owner, null, ""), "An answer that is news.", now));
                    var caseStudy = await db.Set<CaseStudy>().SingleAsync(row => row.Id == study.Id);
                    var wish = new ReaderWish(
                        plant($"zzinvitee{name}", $"the name of a reader of {of}"),
                        plant($"zzinviteemail{name}", $"the address of a reader of {of}") + "@example.org",
                        30
                    );
                    db.Add(ReaderLink.Invite(caseStudy, wish, LinkSecret.New(), Site.Owner, now).Value);
                }

                (await db.SaveAsync(default)).IsDone.ShouldBeTrue();
            }
        );

    // As the page hands the pass over, over HTTPS.
    private async Task<(ReaderLink Link, string Pass)> LinkAsync(Study study, string name)
    {
        var caseStudy = await Site.ReadAsync(db => db.Set<CaseStudy>().AsNoTracking().SingleAsync(row => row.Id == study.Id));
        var wish = new ReaderWish(name, name.Replace(' ', '.') + "@example.org", 30);
        var link = ReaderLink.Invite(caseStudy, wish, LinkSecret.New(), Site.Owner, Site.Time.GetUtcNow()).Value;
        await Site.InAsync(
            async (_, db) =>
            {
                db.Add(link);
                (await db.SaveAsync(default)).IsDone.ShouldBeTrue();
            }
        );
        var context = new DefaultHttpContext { Request = { IsHttps = true } };
        Site.Services.GetRequiredService<ReaderPass>().Give(context, "harbour", link);
        return (link, context.Response.Headers.SetCookie[0]!.Split('=', 2)[1].Split(';')[0]); // it was given
    }
}
