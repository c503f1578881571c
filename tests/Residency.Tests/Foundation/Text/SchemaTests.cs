using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Residency.Foundation.Text;

namespace Residency.Tests.Foundation.Text;

public sealed class SchemaTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void The_schema_file_lists_exactly_the_nodes_marks_and_attributes_of_the_types()
    {
        var file = Path.Combine(Repository.Root, "src/Residency/Foundation/Text/schema.json");
        var stated = JsonNode.Parse(File.ReadAllText(file))!.AsObject();

        Compare(stated["document"], Types(typeof(Document), typeof(Section), typeof(ImportedComment)), camel: false);
        Compare(stated["blocks"], Kinds<Block>());
        Compare(stated["inlines"], Kinds<Inline>());
        Compare(stated["marks"], Kinds<Mark>());
        Compare(
            stated["parts"],
            Parts(typeof(ListItem), typeof(DefinitionItem), typeof(TableRow), typeof(TableCell), typeof(SuggestedBlock)),
            camel: true
        );
        Attributes(typeof(Block)).ShouldBe(Read(stated["blockAttributes"]));
        Attributes(typeof(Inline)).ShouldBe(Read(stated["inlineAttributes"]));
        foreach (
            var choice in new[]
            {
                typeof(SuggestedChange),
                typeof(ColumnAlignment),
                typeof(CalloutKind),
                typeof(CitationForm),
                typeof(ReferenceForm),
            }
        )
        {
            stated["choices"]![Camel(choice.Name)]!
                .AsArray()
                .Select(value => (string?)value)
                .ShouldBe(Enum.GetNames(choice).Select(Camel));
        }

        stated["choices"]!.AsObject().Count.ShouldBe(5);
    }

    [Fact]
    public void Every_concrete_node_has_a_kind()
    {
        foreach (var root in new[] { typeof(Block), typeof(Inline), typeof(Mark) })
        {
            root.GetCustomAttributes<JsonDerivedTypeAttribute>()
                .Select(kind => kind.DerivedType)
                .ShouldBe(root.Assembly.GetTypes().Where(type => type.BaseType == root), ignoreOrder: true);
        }
    }

    private static void Compare(JsonNode? stated, IReadOnlyDictionary<string, Type> types, bool camel = true)
    {
        stated!.AsObject().Select(node => node.Key).ShouldBe(types.Keys, ignoreOrder: true);
        foreach (var (name, type) in types)
        {
            Attributes(type).ShouldBe(Read(stated[name]), ignoreOrder: true, $"{name} (camel: {camel})");
        }
    }

    private static List<string> Read(JsonNode? node) =>
        [.. node!.AsObject().Select(pair => $"{pair.Key}: {(string?)pair.Value}").Order(StringComparer.Ordinal)];

    private static Dictionary<string, Type> Kinds<T>() =>
        typeof(T)
            .GetCustomAttributes<JsonDerivedTypeAttribute>()
            .ToDictionary(kind => (string)kind.TypeDiscriminator!, kind => kind.DerivedType);

    private static Dictionary<string, Type> Types(params Type[] types) => types.ToDictionary(type => type.Name);

    private static Dictionary<string, Type> Parts(params Type[] types) => types.ToDictionary(type => Camel(type.Name));

    private static List<string> Attributes(Type type) =>
        [
            .. type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
                .Where(property =>
                    property.GetMethod!.GetBaseDefinition().DeclaringType == type && property.GetIndexParameters().Length == 0
                )
                .Where(property => property is not { Name: "Id", DeclaringType.BaseType.Name: "Block" })
                .Select(property => $"{Camel(property.Name)}: {Describe(property)}")
                .Order(StringComparer.Ordinal),
        ];

    private static string Describe(PropertyInfo property)
    {
        var type = property.PropertyType;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Sequence<>))
        {
            var item = Camel(type.GetGenericArguments()[0].Name);
            return item == "section" ? "section+" : item + "*";
        }

        var optional = Nullability.Create(property).ReadState == NullabilityState.Nullable ? "?" : "";
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) => "string" + optional,
            _ when plain == typeof(int) => "integer" + optional,
            _ when plain == typeof(bool) => "boolean" + optional,
            _ when plain == typeof(DateTimeOffset) => "date" + optional,
            _ => Camel(plain.Name) + optional,
        };
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
