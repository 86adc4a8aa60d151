using static Reasoning.ArchitectureTests.Layers;

namespace Reasoning.ArchitectureTests;

public sealed class DependencyTests
{
    public static TheoryData<string> Rules => DependencyRules.Names;

    [Theory]
    [MemberData(nameof(Rules))]
    public void Product_WhenHeldAgainstTheRule_KeepsIt(string rule)
    {
        var broken = DependencyRules.Get(rule, ProductRoot).Evaluate(OfProduct).Where(result => !result.Passed).ToList();

        Assert.True(broken.Count == 0, string.Join('\n', broken.Select(result => result.Description)));
    }

    /// <summary>A rule that matches nothing proves nothing: each has a specimen that it must catch.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Specimen_WhenHeldAgainstTheRule_IsCaught(string rule) =>
        Assert.Contains(
            DependencyRules.Get(rule, SpecimenRoot).Evaluate(OfSpecimens), result => !result.Passed && result.Description.Contains("Specimens", StringComparison.Ordinal));

    [Fact]
    public void Domain_WhenCompiled_ReferencesTheBaseClassLibraryOnly() =>
        Assert.DoesNotContain(References(DomainAssembly), name => !IsBaseClassLibrary(name));

    [Fact]
    public void Application_WhenCompiled_ReferencesWhatItMay() =>
        Assert.DoesNotContain(References(ApplicationAssembly), name =>
            !IsBaseClassLibrary(name) &&
            name is not ("Reasoning.Domain" or "MediatR" or "FluentValidation" or "Microsoft.Extensions.Options") &&
            !(name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && name.EndsWith(".Abstractions", StringComparison.Ordinal)));

    [Fact]
    public void Infrastructure_WhenCompiled_ReferencesNoWebFramework() =>
        Assert.DoesNotContain(References(InfrastructureAssembly), name =>
            name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Serilog", StringComparison.Ordinal));

    /// <summary>The same check would find them: the api has all of them.</summary>
    [Fact]
    public void Api_WhenCompiled_ReferencesWhatTheOthersMayNot()
    {
        Assert.Contains(References(ApiAssembly), name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.Contains("Serilog", References(ApiAssembly));
        Assert.Contains("Reasoning.Infrastructure", References(ApiAssembly));
        Assert.Contains(References(ApplicationAssembly), name => !IsBaseClassLibrary(name));
    }

    private static bool IsBaseClassLibrary(string name) => name.StartsWith("System", StringComparison.Ordinal) || name is "netstandard" or "mscorlib";
}
