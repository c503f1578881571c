using System.Runtime.InteropServices;

namespace Residency.Yjs;

/// <summary>Names one unit of content for ever: a UTF-16 code unit, an element of an array, a type, a format.</summary>
/// <param name="Client">The number of the author's session; 0 to 2^53−1.</param>
/// <param name="Clock">How many units that session had made before; 0 to 2^31−1.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct YId(long Client, int Clock)
{
    public override string ToString() => $"{Client}:{Clock}";
}
