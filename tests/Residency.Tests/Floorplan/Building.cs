using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Residency.Tests.Floorplan;

/// <summary>The compiled product, read as a building: floors, rooms, and who uses whom.</summary>
internal static class Building
{
    /// <summary>From top to bottom; a part may use itself and what stands before it.</summary>
    public static IReadOnlyList<string> Order { get; } = Residency.Floorplan.Order;

    public static string Root { get; } = FindRoot();

    public static AssemblyDefinition Assembly { get; } =
        AssemblyDefinition.ReadAssembly(
            typeof(Residency.Floorplan).Assembly.Location,
            new ReaderParameters
            {
                ReadSymbols = true,
                SymbolReaderProvider = new DefaultSymbolReaderProvider(throwIfNoSymbol: false),
            }
        );

    /// <summary>All types that people wrote, nested and generated ones included, with the place where they stand.</summary>
    public static IReadOnlyList<(TypeDefinition Type, Place Place)> Types { get; } =
    [
        .. AllTypes(Assembly.MainModule.Types)
            .Select(type => (type, Place.Of(NamespaceOf(type))))
            .Where(pair => pair.Item2 is not null && !NamespaceOf(pair.type).Contains(".Migrations", StringComparison.Ordinal))
            .Select(pair => (pair.type, pair.Item2!)), // filtered above
    ];

    /// <summary>Every type of our own or of others that a type refers to, in signatures, bodies and attributes.</summary>
    public static IEnumerable<TypeReference> UsedBy(TypeDefinition type)
    {
        var used = new List<TypeReference?> { type.BaseType };
        used.AddRange(type.Interfaces.Select(face => face.InterfaceType));
        used.AddRange(type.CustomAttributes.Select(attribute => attribute.AttributeType));
        used.AddRange(type.Fields.Select(field => field.FieldType));
        used.AddRange(type.Properties.Select(property => property.PropertyType));
        foreach (var method in type.Methods)
        {
            used.Add(method.ReturnType);
            used.AddRange(method.Parameters.Select(parameter => parameter.ParameterType));
            used.AddRange(method.CustomAttributes.Select(attribute => attribute.AttributeType));
            used.AddRange(method.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType));
            if (method.HasBody)
            {
                used.AddRange(method.Body.Variables.Select(variable => variable.VariableType));
                used.AddRange(method.Body.Instructions.SelectMany(Operands));
            }
        }

        return used.OfType<TypeReference>().SelectMany(Unwrap).DistinctBy(reference => reference.FullName);
    }

    public static string NamespaceOf(TypeReference type) => type.DeclaringType is { } outer ? NamespaceOf(outer) : type.Namespace;

    public static string OutermostName(TypeReference type) => type.DeclaringType is { } outer ? OutermostName(outer) : type.Name;

    /// <summary>All source files of the product, generated ones left out, as paths relative to the repository.</summary>
    public static IEnumerable<string> SourceFiles(params string[] endings) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, "src", "Residency"), "*", SearchOption.AllDirectories)
            .Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file =>
                !file.Contains("/Migrations/", StringComparison.Ordinal)
                && !file.Contains("/obj/", StringComparison.Ordinal)
                && !file.Contains("/node_modules/", StringComparison.Ordinal)
                && !file.Contains("/wwwroot/", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);

    private static IEnumerable<TypeDefinition> AllTypes(IEnumerable<TypeDefinition> types) =>
        types.SelectMany(type => AllTypes(type.NestedTypes).Prepend(type));

    private static IEnumerable<TypeReference?> Operands(Instruction instruction) =>
        instruction.Operand switch
        {
            TypeReference type => [type],
            GenericInstanceMethod method =>
            [
                method.DeclaringType,
                method.ReturnType,
                .. method.GenericArguments,
                .. method.Parameters.Select(p => p.ParameterType),
            ],
            MethodReference method =>
            [
                method.DeclaringType,
                method.ReturnType,
                .. method.Parameters.Select(p => p.ParameterType),
            ],
            FieldReference field => [field.DeclaringType, field.FieldType],
            _ => [],
        };

    private static IEnumerable<TypeReference> Unwrap(TypeReference type) =>
        type switch
        {
            GenericInstanceType generic => generic.GenericArguments.SelectMany(Unwrap).Append(generic.ElementType),
            TypeSpecification wrapped => Unwrap(wrapped.ElementType),
            GenericParameter => [],
            _ => [type],
        };

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Residency.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The repository's root was not found.");
        }

        return folder;
    }
}

/// <summary>Where a type stands: the part of the building, and the corner inside a room.</summary>
/// <param name="Part">Such as <c>Foundation.Text</c> or <c>Make.CaseStudies</c>.</param>
/// <param name="Corner">Empty at the door, else <c>Model</c>, <c>Storage</c>, <c>Parts</c> or the verb's name.</param>
internal sealed record Place(string Part, string Corner)
{
    public int Rank => Building.Order.ToList().IndexOf(Part);

    public bool IsFoundation => Part.StartsWith("Foundation.", StringComparison.Ordinal);

    public bool IsDoor => Corner.Length == 0;

    public bool IsVerb => Corner.Length > 0 && Corner is not ("Model" or "Storage" or "Parts");

    public static Place? Of(string ns)
    {
        var words = ns.Split('.');
        return words switch
        {
            // The top floor is one room.
            ["Residency", "Welcome", .. var rest] => new Place("Welcome", rest.Length > 0 ? rest[0] : ""),
            ["Residency", var floor, var room, .. var rest] => new Place($"{floor}.{room}", rest.Length > 0 ? rest[0] : ""),
            _ => null,
        };
    }

    public override string ToString() => Corner.Length == 0 ? Part : $"{Part}/{Corner}";
}
