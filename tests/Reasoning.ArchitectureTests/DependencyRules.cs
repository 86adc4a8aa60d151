using ArchUnitNET.Fluent;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using static Reasoning.ArchitectureTests.Layers;

namespace Reasoning.ArchitectureTests;

/// <summary>Who may know whom.</summary>
internal static class DependencyRules
{
    public static TheoryData<string> Names { get; } = [.. All.Keys];

    public static IArchRule Get(string name, string root) => All[name](root);

    private static Dictionary<string, Func<string, IArchRule>> All => new()
    {
        ["domain knows the base class library only"] = root => Types().That()
            .ResideInNamespaceMatching(Pattern(root, "Domain"))
            .Should().NotDependOnAny(Types(true).That()
                .DoNotResideInNamespaceMatching(Pattern(root, "Domain"))
                .And().DoNotResideInNamespaceMatching(@"^System(\..*)?$")
                .And().DoNotResideInNamespaceMatching(@"^(Microsoft\.CodeAnalysis)?$")),

        ["domain does not know mediatr"] = root => Types().That()
            .ResideInNamespaceMatching(Pattern(root, "Domain"))
            .Should().NotDependOnAny(Types(true).That().ResideInNamespaceMatching(@"^MediatR(\..*)?$")),

        ["application does not know the outer layers"] = root => Types().That()
            .ResideInNamespaceMatching(Pattern(root, "Application"))
            .Should().NotDependOnAny(Types(true).That()
                .ResideInNamespaceMatching(Pattern(root, "Infrastructure")).Or().ResideInNamespaceMatching(Pattern(root, "Api"))),

        ["application does not know technology"] = root => Types().That()
            .ResideInNamespaceMatching(Pattern(root, "Application"))
            .Should().NotDependOnAny(Types(true).That().ResideInNamespaceMatching(Technology)),

        ["infrastructure knows neither asp.net nor the api"] = root => Types().That()
            .ResideInNamespaceMatching(Pattern(root, "Infrastructure"))
            .Should().NotDependOnAny(Types(true).That()
                .ResideInNamespaceMatching(Pattern(root, "Api")).Or().ResideInNamespaceMatching(@"^Microsoft\.AspNetCore(\..*)?$")),

        ["json attributes stay at the wire"] = root => Types().That()
            .ResideInNamespaceMatching($"^{root}")
            .And().DoNotResideInNamespaceMatching(Pattern(root, @"Infrastructure\.(WebSockets|Agents\.Remote)\.Wire"))
            .And().DoNotResideInNamespaceMatching(Pattern(root, "Api"))
            .Should().NotDependOnAny(Types(true).That().ResideInNamespaceMatching(@"^System\.Text\.Json\.Serialization$")),

        ["serilog and scrutor stay in the composition"] = root => Types().That()
            .ResideInNamespaceMatching($"^{root}")
            .And().DoNotResideInNamespaceMatching(Pattern(root, "Api"))
            .And().DoNotHaveNameMatching("Registration$")
            .And().DoNotHaveNameStartingWith("<")
            .Should().NotDependOnAny(Types(true).That().ResideInNamespaceMatching(@"^(Serilog|Scrutor)(\..*)?$")),

        ["only the session's driver uses the session core"] = root => Types().That()
            .ResideInNamespaceMatching($"^{root}")
            .And().DoNotResideInNamespaceMatching(Pattern(root, @"Infrastructure\.Sessions"))
            .And().DoNotResideInNamespaceMatching(Pattern(root, @"Application\.Sessions"))
            .Should().NotDependOnAny(Types(true).That().HaveFullName("Reasoning.Application.Sessions.SessionCore")),

        ["sessions do not know connections"] = root => Types().That()
            .ResideInNamespaceMatching(Pattern(root, @"Infrastructure\.Sessions"))
            .Should().NotDependOnAny(Types(true).That().ResideInNamespaceMatching(Pattern(root, @"Infrastructure\.(Connections|ServerSentEvents|WebSockets)"))),
    };

    private const string Technology =
        @"^(Microsoft\.AspNetCore|Microsoft\.Data|Microsoft\.Extensions\.(Hosting|Configuration)|System\.Net|Serilog|Scrutor)(\..*)?$";
}
