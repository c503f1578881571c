using System.CommandLine;
using Residency.Foundation.Actors;
using Residency.Foundation.Cli;
using Residency.Gather.People.Parts;

namespace Residency.Gather.People.Operate;

/// <summary><c>residency sign-in-link</c>: prints a link that signs a person in once, for whoever lost mailbox and passkey.</summary>
[Needs(PeopleActions.OperatorAdd)]
public sealed class SignInLinkCommand(OperateHandler handler, Letters letters) : ICommandVerb
{
    private readonly Argument<string> _email = new("e-mail") { Description = "The address at which the person signs in" };

    public Command Describe() => new("sign-in-link", "Prints a link that signs a person in once, within 15 minutes") { _email };

    public async Task<int> RunAsync(CommandCall call, CancellationToken cancel)
    {
        var made = await handler.VouchAsync(call.Actor, call.Arguments.GetRequiredValue(_email), cancel);
        if (!made.IsDone)
        {
            await call.Errors.WriteLineAsync(made.Refusal.Text.AsMemory(), cancel);
            return ExitCodes.SomeRefused;
        }

        await call.Output.WriteLineAsync(letters.SignInAddressOf(made.Value, "/").AsMemory(), cancel);
        return ExitCodes.Done;
    }
}
