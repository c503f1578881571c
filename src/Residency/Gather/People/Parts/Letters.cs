using Microsoft.Extensions.Localization;
using Residency.Foundation.Actors;
using Residency.Foundation.Mail;
using Residency.Foundation.Results;
using Residency.Foundation.Ui;
using Residency.Foundation.Ui.Http;
using Residency.Gather.Hubs;
using Residency.Gather.People.Model;

namespace Residency.Gather.People.Parts;

/// <summary>Writes the mails of this room. They go out with the transaction in which they are written.</summary>
public sealed class Letters(IOutbox outbox, IStringLocalizer<Words> words, HttpSettings settings)
{
    // From the settings, never from the request: whoever writes the Host header must not choose where links lead.
    private string Site => settings.PublicAddress.TrimEnd('/');

    /// <summary>The address of the link that signs in.</summary>
    public string SignInAddressOf(LinkSecret secret, string returnPath) =>
        $"{Site}/sign-in/link/{secret.Text}?return={Uri.EscapeDataString(returnPath)}";

    /// <summary>The mail with a code to sign in or to confirm.</summary>
    public async Task WriteCodeAsync(OneTimeLink.Drawn drawn, Person person, string returnPath, CancellationToken cancel)
    {
        var isSignIn = drawn.Link.Purpose is LinkPurpose.SignIn;
        var letter = new Letter(
            Address(person.Email),
            isSignIn ? words["Your code to sign in"] : words["Your code to confirm that it is you"]
        )
        {
            IsSecret = true,
            Parts =
            [
                new LetterPart.Paragraph(words["Hello {0},", person.Name]),
                new LetterPart.Paragraph(words["this is your code. It works once, for 15 minutes."]),
                new LetterPart.Code($"{drawn.Code[..4]} {drawn.Code[4..]}"),
                .. isSignIn
                    ? (LetterPart[])
                        [
                            new LetterPart.Paragraph(words["Or follow this link and press the button on the page:"]),
                            new LetterPart.Link(words["Sign in"], SignInAddressOf(drawn.Secret, returnPath)),
                        ]
                    : [],
                new LetterPart.Paragraph(
                    words[
                        "If you did not ask for this, do nothing: without the code nobody gets in. Never tell it to anybody, also not to us."
                    ]
                ),
            ],
        };
        await outbox.WriteAsync(letter, cancel);
    }

    /// <summary>The mail with an invitation.</summary>
    /// <returns>Done; Later when whoever invites has sent too many mails.</returns>
    public Task<Result> WriteInvitationAsync(
        Invitation invitation,
        LinkSecret secret,
        HubCard hub,
        PersonId? by,
        CancellationToken cancel
    ) =>
        outbox.WriteAsync(
            new Letter(Address(invitation.Email), words["Invitation to {0}", hub.Name])
            {
                Hub = hub.Id,
                FromName = hub.Name,
                CausedBy = by,
                IsSecret = true,
                Parts =
                [
                    new LetterPart.Paragraph(
                        words["{0} invites you to take part in {1}.", hub.Host.Length > 0 ? hub.Host : hub.Name, hub.Name]
                    ),
                    new LetterPart.Paragraph(words["Your role: {0}.", RoleWords.Of(invitation.Role, words)]),
                    new LetterPart.Link(words["Look at the invitation"], $"{Site}/join/{secret.Text}"),
                    new LetterPart.Paragraph(
                        words["The link is for you alone and works for 14 days. If you did not expect it, do nothing."]
                    ),
                ],
            },
            cancel
        );

    private static EmailAddress Address(string stored) =>
        EmailAddress.Parse(stored)
        ?? throw new InvalidOperationException("A stored address is not fit for mail: the two rules have come apart.");
}
