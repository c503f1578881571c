using System.Globalization;

namespace Residency.Yjs.Tests;

/// <summary>What a document shows, as the JSON text that the script beside real yjs writes of the same content.</summary>
internal static class Shape
{
    public static string Of(YDoc doc) =>
        YValue.ToJson(
            new[]
            {
                One(doc.Get<YText>("text")),
                One(doc.Get<YArray>("list")),
                One(doc.Get<YMap>("map")),
                One(doc.Get<YXmlFragment>("page")),
            }
        );

    private static object? One(object? value) =>
        value switch
        {
            YUndefined => Keyed(("u", 1L)),
            YBigInt big => Keyed(("n", big.Value.ToString(CultureInfo.InvariantCulture))),
            byte[] bytes => Keyed(("b", Convert.ToBase64String(bytes))),
            YXmlElement element => Keyed(
                ("e", element.NodeName),
                ("a", Members(element.Attributes)),
                ("c", All(element.Children))
            ),
            YXmlText text => Keyed(("x", Pieces(text)), ("a", Members(text.Attributes))),
            YText text => Keyed(("t", Pieces(text))),
            YXmlFragment fragment => Keyed(("f", All(fragment.Children))),
            YArray array => All(array),
            YXmlHook hook => Keyed(("h", hook.HookName)),
            YMap map => Keyed(("m", Members(map))),
            object?[] list => All(list),
            IReadOnlyDictionary<string, object?> map => Keyed(("o", Members(map))),
            _ => value,
        };

    private static object?[] All(IEnumerable<object?> values) => [.. values.Select(One)];

    private static object?[] Members(IEnumerable<KeyValuePair<string, object?>> members) =>
        [.. members.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new[] { pair.Key, One(pair.Value) })];

    private static object?[] Pieces(YText text) =>
        [.. text.ToDelta().Select(step => new[] { One(step.Insert), Members(step.Attributes) })];

    private static Dictionary<string, object?> Keyed(params (string Key, object? Value)[] members) =>
        members.ToDictionary(member => member.Key, member => member.Value, StringComparer.Ordinal);
}
