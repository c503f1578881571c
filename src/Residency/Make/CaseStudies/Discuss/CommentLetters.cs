using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Localization;
using Residency.Foundation.Actors;
using Residency.Foundation.Mail;
using Residency.Foundation.Results;
using Residency.Foundation.Ui;
using Residency.Foundation.Ui.Http;
using Residency.Gather.Hubs;
using Residency.Gather.People;
using Residency.Make.CaseStudies.Model;

namespace Residency.Make.CaseStudies.Discuss;

/// <summary>What is new about one case study for one person.</summary>
/// <param name="CaseStudy">The case study.</param>
/// <param name="Count">How many comments.</param>
/// <param name="By">Who wrote them, each once.</param>
internal sealed record CommentNews(CaseStudy CaseStudy, int Count, IReadOnlyList<string> By);

/// <summary>Words the mails about comments. They say who and where, never what: a text that is not published stays in the house.</summary>
internal sealed class CommentLetters(
    ILettersToPeople letters,
    IStringLocalizer<Words> words,
    HttpSettings settings,
    MuteSecret mutes
)
{
    private const int MostNames = 5;

    // From the settings, never from a request: whoever writes the Host header must not choose where links lead.
    private string Site => settings.PublicAddress.TrimEnd('/');

    /// <summary>Somebody was mentioned.</summary>
    public Task<Result> WriteMentionAsync(
        HubCard hub,
        CaseStudy caseStudy,
        Comment comment,
        (PersonId To, string By) who,
        CancellationToken cancel
    ) =>
        letters.WriteAsync(
            new LetterToPerson(who.To, words["{0} mentioned you in a comment", who.By])
            {
                Hub = hub.Id,
                FromName = hub.Name,
                CausedBy = comment.By,
                Parts =
                [
                    new LetterPart.Paragraph(words["{0} mentioned you in a comment on “{1}”.", who.By, caseStudy.Title]),
                    new LetterPart.Link(
                        words["Read the comment"],
                        $"{CommentsOf(hub, caseStudy)}?thread={comment.Thread.Value:D}"
                    ),
                    new LetterPart.Link(words["No more mails about comments on this text"], MuteOf(hub, caseStudy, who.To)),
                ],
            },
            cancel
        );

    /// <summary>Comments were made since the last mail.</summary>
    public Task<Result> WriteDigestAsync(HubCard hub, PersonId to, IReadOnlyList<CommentNews> news, CancellationToken cancel) =>
        letters.WriteAsync(
            new LetterToPerson(to, words["New comments on texts that you work on"])
            {
                Hub = hub.Id,
                FromName = hub.Name,
                Parts =
                [
                    .. news.SelectMany(one =>
                        (LetterPart[])
                            [
                                new LetterPart.Paragraph(
                                    words[
                                        "“{0}”: {1} new, by {2}.",
                                        one.CaseStudy.Title,
                                        one.Count.ToString("N0", CultureInfo.CurrentCulture),
                                        Names(one.By)
                                    ]
                                ),
                                new LetterPart.Link(words["Read the comments"], CommentsOf(hub, one.CaseStudy)),
                                new LetterPart.Link(
                                    words["No more mails about comments on this text"],
                                    MuteOf(hub, one.CaseStudy, to)
                                ),
                            ]
                    ),
                    new LetterPart.Paragraph(words["Such a mail comes once a day at most. Whoever mentions you writes at once."]),
                ],
            },
            cancel
        );

    private string CommentsOf(HubCard hub, CaseStudy caseStudy) =>
        $"{Site}/{hub.Slug}/case-studies/{caseStudy.Id.Value:D}/comments";

    private string MuteOf(HubCard hub, CaseStudy caseStudy, PersonId person) =>
        $"{Site}/{hub.Slug}/case-studies/mute/{mutes.Of(caseStudy.Id, person)}";

    private string Names(IReadOnlyList<string> by) =>
        by.Count <= MostNames ? string.Join(", ", by) : words["{0} and others", string.Join(", ", by.Take(MostNames))].Value;
}

/// <summary>The secret in the link of a mail by which its reader wants no more of them. Nothing is stored of it.</summary>
internal sealed class MuteSecret(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Residency.CaseStudies.Mute.v1");

    /// <summary>What stands in the link; works as long as the keys of the installation are kept.</summary>
    public string Of(CaseStudyId caseStudy, PersonId person)
    {
        var both = new byte[32];
        caseStudy.Value.TryWriteBytes(both);
        person.Value.TryWriteBytes(both.AsSpan(16));
        return Base64Url.EncodeToString(_protector.Protect(both));
    }

    /// <summary>Whose mails about what; null when it is none of ours.</summary>
    public (CaseStudyId CaseStudy, PersonId Person)? Read(string? secret)
    {
        if (secret is not { Length: > 0 and < 1000 } || !Base64Url.IsValid(secret))
        {
            return null;
        }

        try
        {
            var both = _protector.Unprotect(Base64Url.DecodeFromChars(secret));
            return both.Length == 32
                ? (new CaseStudyId(new Guid(both.AsSpan(0, 16))), new PersonId(new Guid(both.AsSpan(16))))
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
