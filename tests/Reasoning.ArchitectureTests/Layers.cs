using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Assembly = System.Reflection.Assembly;
using Type = System.Type;

namespace Reasoning.ArchitectureTests;

/// <summary>
/// The product, and the specimens: small code that breaks each rule, in layers of its own. Every rule is written for
/// a root namespace, so that it can be held against both.
/// </summary>
internal static class Layers
{
    public const string ProductRoot = "Reasoning";
    public const string SpecimenRoot = "Reasoning.ArchitectureTests.Specimens";

    public static Assembly DomainAssembly { get; } = Assembly.Load("Reasoning.Domain");

    public static Assembly ApplicationAssembly { get; } = Assembly.Load("Reasoning.Application");

    public static Assembly InfrastructureAssembly { get; } = Assembly.Load("Reasoning.Infrastructure");

    public static Assembly ApiAssembly { get; } = Assembly.Load("Reasoning.Api");

    public static IReadOnlyList<Assembly> All { get; } = [DomainAssembly, ApplicationAssembly, InfrastructureAssembly, ApiAssembly];

    public static Architecture OfProduct { get; } = new ArchLoader().LoadAssemblies([.. All]).Build();

    public static Architecture OfSpecimens { get; } = new ArchLoader().LoadAssemblies(typeof(Layers).Assembly).Build();

    /// <summary>The namespaces of a layer, or of a part of it, as a pattern.</summary>
    public static string Pattern(string root, string layer) => $@"^{root.Replace(".", @"\.", StringComparison.Ordinal)}\.{layer}(\..*)?$";

    /// <summary>Every type that a person wrote.</summary>
    public static IEnumerable<Type> Types(Assembly assembly) =>
        assembly.GetTypes().Where(type => !type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false));

    /// <summary>The specimens of one rule.</summary>
    public static IEnumerable<Type> SpecimenTypes() =>
        Types(typeof(Layers).Assembly).Where(type => type.Namespace?.StartsWith(SpecimenRoot, StringComparison.Ordinal) == true);

    public static IEnumerable<Type> ProductTypes() => All.SelectMany(Types);

    public static IEnumerable<string> References(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!);
}
