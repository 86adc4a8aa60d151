using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Reasoning.Application.Chat.SendChat;
using Reasoning.Infrastructure;
using Reasoning.Infrastructure.Sessions;

namespace Reasoning.UnitTests.Api.Composition;

/// <summary>Every limit is checked when the server starts; a new one joins these tests by itself.</summary>
public sealed class OptionsTests
{
    public static TheoryData<string, string> OutOfRange { get; } = [.. Limits().SelectMany(limit => Outside(limit.Range, limit.Property.PropertyType)
        .Select(value => ($"{limit.Section}:{limit.Property.Name}", value)))];

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public async Task Start_WhenALimitIsOutOfRange_Fails(string key, string value)
    {
        await using var server = ServerServices.Compose((key, value)).Services.BuildServiceProvider();

        var failure = Assert.Throws<OptionsValidationException>(() => server.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains(key[(key.LastIndexOf(':') + 1)..], failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origins:Allowed:0", "app.example.com")]
    [InlineData("Origins:Allowed:0", "https://app.example.com/page")]
    [InlineData("Knowledge:Path", "/no/such/folder")]
    public async Task Start_WhenASettingMakesNoSense_Fails(string key, string value)
    {
        await using var server = ServerServices.Compose((key, value)).Services.BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => server.GetRequiredService<IStartupValidator>().Validate());
    }

    [Fact]
    public async Task Start_WhenNothingIsSet_HasDefaultsThatPass()
    {
        await using var server = ServerServices.Compose(("Origins:Allowed:0", "https://app.example.com")).Services.BuildServiceProvider();

        server.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void Limits_WhenTheyAreNumbersOrTimes_HaveARange()
    {
        var without = OptionTypes().SelectMany(type => type.GetProperties())
            .Where(property => property.PropertyType == typeof(int) || property.PropertyType == typeof(long) || property.PropertyType == typeof(TimeSpan))
            .Where(property => property.GetCustomAttribute<RangeAttribute>() is null);

        Assert.Empty(without.Select(property => $"{property.DeclaringType!.Name}.{property.Name}"));
        Assert.True(Limits().Count() > 20);
        Assert.Contains(typeof(MemoryStoreOptions), OptionTypes());
    }

    private static IEnumerable<Type> OptionTypes() =>
        new[] { typeof(SendChatCommand).Assembly, typeof(InfrastructureRegistration).Assembly, typeof(Program).Assembly }
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type.GetField("Section") is { IsLiteral: true });

    private static IEnumerable<(string Section, PropertyInfo Property, RangeAttribute Range)> Limits() =>
        from type in OptionTypes()
        from property in type.GetProperties()
        let range = property.GetCustomAttribute<RangeAttribute>()
        where range is not null
        select ((string)type.GetField("Section")!.GetValue(null)!, property, range);

    private static IEnumerable<string> Outside(RangeAttribute range, Type type)
    {
        if (type == typeof(TimeSpan))
        {
            var tick = TimeSpan.FromTicks(1);
            yield return (TimeSpan.Parse((string)range.Minimum, CultureInfo.InvariantCulture) - tick).ToString("c", CultureInfo.InvariantCulture);
            yield return (TimeSpan.Parse((string)range.Maximum, CultureInfo.InvariantCulture) + tick).ToString("c", CultureInfo.InvariantCulture);
            yield break;
        }

        yield return (Convert.ToInt64(range.Minimum, CultureInfo.InvariantCulture) - 1).ToString(CultureInfo.InvariantCulture);
        var largest = type == typeof(int) ? int.MaxValue : (double)long.MaxValue;
        var most = Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
        if (most < largest)
            yield return ((long)most + 1).ToString(CultureInfo.InvariantCulture);
    }
}
