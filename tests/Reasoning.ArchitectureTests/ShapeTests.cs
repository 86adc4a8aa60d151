namespace Reasoning.ArchitectureTests;

public sealed class ShapeTests
{
    public static TheoryData<string> Rules => ShapeRules.Names;

    [Theory]
    [MemberData(nameof(Rules))]
    public void Product_WhenHeldAgainstTheRule_KeepsIt(string rule) =>
        Assert.Empty(ShapeRules.Broken(rule, Layers.ProductTypes()));

    /// <summary>A rule that matches nothing proves nothing: each has a specimen that it must catch.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Specimen_WhenHeldAgainstTheRule_IsCaught(string rule) =>
        Assert.NotEmpty(ShapeRules.Broken(rule, Layers.SpecimenTypes()));

    /// <summary>What looks alike and is right is not caught.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void GoodSpecimen_WhenHeldAgainstTheRule_IsNotCaught(string rule) =>
        Assert.DoesNotContain(
            ShapeRules.Broken(rule, Layers.SpecimenTypes()), name => name.Contains(".Good", StringComparison.Ordinal));
}
