namespace Residency.Foundation.LiveText;

internal static partial class Log
{
    [LoggerMessage(
        EventId = 1600,
        EventName = "LiveTextNotStored",
        Level = LogLevel.Error,
        Message = "{Count} changes of live texts could not be stored; nobody was told that they were."
    )]
    public static partial void NotStored(ILogger log, Exception broken, int count);

    [LoggerMessage(
        EventId = 1601,
        EventName = "LiveTextDamaged",
        Level = LogLevel.Error,
        Message = "The live text {Text} holds stored bytes that are not what was written ({Damage}). It can only be read until you restore them."
    )]
    public static partial void Damaged(ILogger log, Guid text, string damage);

    [LoggerMessage(
        EventId = 1602,
        EventName = "LiveTextUnreadable",
        Level = LogLevel.Error,
        Message = "The live text {Text} cannot be opened; it stays closed so that nothing is written over it."
    )]
    public static partial void Unreadable(ILogger log, Exception broken, Guid text);

    [LoggerMessage(
        EventId = 1603,
        EventName = "LiveTextRefused",
        Level = LogLevel.Warning,
        Message = "A change of the live text {Text} by {Writer} was refused: {Reason}."
    )]
    public static partial void Refused(ILogger log, Guid text, string writer, string reason);

    [LoggerMessage(
        EventId = 1604,
        EventName = "LiveTextSlow",
        Level = LogLevel.Information,
        Message = "A browser with the live text {Text} was too slow and was cut off; it will fetch what it missed."
    )]
    public static partial void TooSlow(ILogger log, Guid text);

    [LoggerMessage(
        EventId = 1605,
        EventName = "LiveTextBug",
        Level = LogLevel.Error,
        Message = "The live text {Text} was closed because of a mistake in the product; its clients open it anew."
    )]
    public static partial void Bug(ILogger log, Exception broken, Guid text);

    [LoggerMessage(
        EventId = 1606,
        EventName = "LiveTextNodesUnheard",
        Level = LogLevel.Warning,
        Message = "Changes made on other nodes are noticed later until the database answers again."
    )]
    public static partial void CannotHear(ILogger log, Exception broken);

    [LoggerMessage(
        EventId = 1607,
        EventName = "LiveTextFull",
        Level = LogLevel.Warning,
        Message = "The live text {Text} takes {Percent} % of what a text may take."
    )]
    public static partial void NearlyFull(ILogger log, Guid text, int percent);

    [LoggerMessage(
        EventId = 1608,
        EventName = "LiveTextNotFolded",
        Level = LogLevel.Warning,
        Message = "The live text {Text} could not be folded into a snapshot; it is tried again."
    )]
    public static partial void NotFolded(ILogger log, Exception broken, Guid text);

    [LoggerMessage(
        EventId = 1609,
        EventName = "LiveTextRightsUnknown",
        Level = LogLevel.Warning,
        Message = "The rights of those who have live texts open cannot be read; they are asked for again."
    )]
    public static partial void RightsUnknown(ILogger log, Exception broken);

    [LoggerMessage(
        EventId = 1610,
        EventName = "LiveTextRightsGone",
        Level = LogLevel.Information,
        Message = "A socket of {Writer} with the live text {Text} was closed because the right to it ended."
    )]
    public static partial void RightsGone(ILogger log, string writer, Guid text);
}
