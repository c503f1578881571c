using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Residency.Foundation.Storage;

/// <summary>Writes the replacement character for U+0000, which PostgreSQL refuses and SQLite takes for the end of a text.</summary>
/// <remarks>As CommonMark does (§2.3). Nobody types it; it comes from programs and from those who try doors.</remarks>
internal sealed class NoNulls : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result
    ) => Clean(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Clean(command, result));

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result
    ) => Clean(command, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Clean(command, result));

    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result
    ) => Clean(command, result);

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result,
        CancellationToken cancellationToken = default
    ) => ValueTask.FromResult(Clean(command, result));

    private static T Clean<T>(DbCommand command, T result)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            if (parameter.Value is string text && Has(text))
            {
                parameter.Value = Replace(text);
            }
            else if (parameter.Value is IEnumerable<string?> texts && texts.Any(Has))
            {
                parameter.Value = texts.Select(one => one is null ? null : Replace(one)).ToArray(); // the list is the caller's
            }
        }

        return result;
    }

    private static bool Has(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;

    private static string Replace(string text) => text.Replace('\0', '\uFFFD');
}
