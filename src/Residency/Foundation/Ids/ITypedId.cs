namespace Residency.Foundation.Ids;

/// <summary>An id of one kind of noun, so that the compiler refuses to mix two kinds.</summary>
/// <remarks>
/// Implementations are <c>readonly record struct XId(Guid Value)</c>, declared at the door of the room that owns the
/// noun. Values are version 7 (RFC 9562): ordered by the time at which we made them.
/// </remarks>
public interface ITypedId<TSelf>
    where TSelf : struct, ITypedId<TSelf>
{
    /// <summary>The bare value, for storage and addresses only.</summary>
    Guid Value { get; }

    /// <summary>Wraps a stored value; does not check that such a noun exists.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>Makes and reads typed ids.</summary>
public static class TypedId
{
    /// <summary>A new id, later in order than those made before it on this machine.</summary>
    public static TId New<TId>()
        where TId : struct, ITypedId<TId> => TId.From(Guid.CreateVersion7());

    /// <summary>Reads an id from an address; <c>null</c> when the text is no id.</summary>
    public static TId? Parse<TId>(string? text)
        where TId : struct, ITypedId<TId> => Guid.TryParse(text, out var value) ? TId.From(value) : null;
}
