namespace Residency.Make.Publishing.Draw;

internal static partial class Log
{
    [LoggerMessage(
        LogLevel.Warning,
        EventName = "PreviewNotDrawn",
        Message = "Edition {Edition} has no picture of its own for link previews: {Why} Put it right and run: residency draw"
    )]
    public static partial void NothingDrawn(ILogger logger, Guid edition, string why);
}
