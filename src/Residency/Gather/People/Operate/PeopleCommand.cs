using System.CommandLine;
using Residency.Foundation.Actors;
using Residency.Foundation.Cli;

namespace Residency.Gather.People.Operate;

/// <summary><c>residency people add-operator</c>: makes somebody an operator of the installation.</summary>
[Needs(PeopleActions.OperatorAdd)]
public sealed class PeopleCommand(OperateHandler handler) : ICommandVerb
{
    private readonly Argument<string> _act = new("act") { Description = "What to do" };
    private readonly Argument<string> _email = new("e-mail") { Description = "The address at which the person signs in" };
    private readonly Option<string> _name = new("--name")
    {
        Description = "The person's name; needed for somebody who is not known yet",
        DefaultValueFactory = _ => "",
    };

    public Command Describe()
    {
        _act.AcceptOnlyFromAmong("add-operator");
        return new Command("people", "Makes a person an operator: residency people add-operator <e-mail> --name <name>")
        {
            _act,
            _email,
            _name,
        };
    }

    public async Task<int> RunAsync(CommandCall call, CancellationToken cancel)
    {
        var email = call.Arguments.GetRequiredValue(_email);
        var added = await handler.AddOperatorAsync(call.Actor, email, call.Arguments.GetValue(_name) ?? "", cancel);
        if (!added.IsDone)
        {
            await call.Errors.WriteLineAsync(added.Refusal.Text.AsMemory(), cancel);
            return ExitCodes.SomeRefused;
        }

        await call.Output.WriteLineAsync(
            $"{email} is an operator now. Print a link to sign in with: residency sign-in-link {email}"
        );
        return ExitCodes.Done;
    }
}
