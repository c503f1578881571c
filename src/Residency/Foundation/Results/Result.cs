using System.Diagnostics.CodeAnalysis;

namespace Residency.Foundation.Results;

/// <summary>Done, or refused with a reason.</summary>
public readonly record struct Result
{
    private Result(Refusal? refusal) => Refusal = refusal;

    /// <summary>The refusal, or null when the wish was carried out.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when the wish was carried out.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Refusal is null;

    /// <summary>Carried out.</summary>
    public static Result Done => default;

    /// <summary>Refused for the given reason.</summary>
    public static Result Refused(Refusal refusal) => new(refusal);

    public static implicit operator Result(Refusal refusal) => new(refusal);
}

/// <summary>A value, or a refusal with a reason.</summary>
public readonly record struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    /// <summary>The refusal, or null when there is a value.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Refusal is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none: the caller did not look at <see cref="IsDone"/>.</exception>
    public T Value =>
        Refusal is null
            ? _value! // a Result<T> without refusal is only made from a value
            : throw new InvalidOperationException($"No value, because: {Refusal.Text}");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);

    /// <summary>The refusal alone, for handing on.</summary>
    public Result WithoutValue() => Refusal is null ? Result.Done : Result.Refused(Refusal);
}
