using Residency.Foundation.Results;

namespace Residency.Foundation.Mail;

/// <summary>Where letters wait to be sent.</summary>
public interface IOutbox
{
    /// <summary>
    /// Puts a letter into the present unit of work: it is sent after the caller's save has been committed, and not at
    /// all if it is not.
    /// </summary>
    /// <returns>Done; Later when the person who causes it has sent too many mails today.</returns>
    Task<Result> WriteAsync(Letter letter, CancellationToken cancel);
}
