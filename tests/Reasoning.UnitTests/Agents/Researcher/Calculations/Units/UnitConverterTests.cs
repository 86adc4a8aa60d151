using Reasoning.Application.Agents.Loop;
using Reasoning.Infrastructure.Agents.Researcher.Calculations.Units;

namespace Reasoning.UnitTests.Agents.Researcher.Calculations.Units;

public class UnitConverterTests
{
    private const string Rounded = " (rounded to 10 significant digits).";

    [Theory]
    [InlineData("10 km", "miles", "10 km ≈ 6.213711922 mi" + Rounded)]
    [InlineData("1 mi", "km", "1 mi = 1.609344 km.")]
    [InlineData("3 feet 2 inches", "cm", "3 ft 2 in = 96.52 cm.")]
    [InlineData("-3 feet 2 inches", "cm", "-3 ft 2 in = -96.52 cm.")]
    [InlineData("5 ft, 11 in", "m", "5 ft 11 in = 1.8034 m.")]
    [InlineData("1 light year", "km", "1 ly = 9460730472580.8 km.")]
    [InlineData("1 parsec", "ly", "1 pc ≈ 3.261563777 ly" + Rounded)]
    [InlineData("1 nautical mile", "m", "1 nmi = 1852 m.")]
    [InlineData("1 acre", "square metres", "1 ac = 4046.8564224 m².")]
    [InlineData("1 ha", "km^2", "1 ha = 0.01 km².")]
    [InlineData("2 sq ft", "in2", "2 ft² = 288 in².")]
    [InlineData("1 m³", "liters", "1 m³ = 1000 L.")]
    [InlineData("1 US gallon", "cubic inches", "1 US gal = 231 in³.")]
    [InlineData("1 imperial pint", "ml", "1 imp pt = 568.26125 mL.")]
    [InlineData("1 lb", "kg", "1 lb = 0.45359237 kg.")]
    [InlineData("11 stone 4 pounds", "kg", "11 st 4 lb = 71.66759446 kg.")]
    [InlineData("72 F", "C", "72 °F ≈ 22.22222222 °C" + Rounded)]
    [InlineData("-40 °C", "degrees Fahrenheit", "-40 °C = -40 °F.")]
    [InlineData("0 K", "celsius", "0 K = -273.15 °C.")]
    [InlineData("100 km/h", "mph", "100 km/h ≈ 62.13711922 mph" + Rounded)]
    [InlineData("36 km/h", "metres per second", "36 km/h = 10 m/s.")]
    [InlineData("1 knot", "km/h", "1 kn = 1.852 km/h.")]
    [InlineData("a day", "seconds", "1 d = 86400 s.")]
    [InlineData("1 h 30 min", "minutes", "1 h 30 min = 90 min.")]
    [InlineData("1 leap year", "days", "1 leap year = 366 d.")]
    [InlineData("5 GB", "MiB", "5 GB = 4768.37158203125 MiB.")]
    [InlineData("1 MiB", "kB", "1 MiB = 1048.576 kB.")]
    [InlineData("8 Mb", "MB", "8 Mbit = 1 MB.")]
    [InlineData("1 KB", "bytes", "1 kB = 1000 B.")]
    [InlineData("1 YiB", "bits", "1 YiB ≈ 9.671406557 × 10^24 bit" + Rounded)]
    [InlineData("100 Mbps", "MB/s", "100 Mbit/s = 12.5 MB/s.")]
    [InlineData("1 kWh", "MJ", "1 kWh = 3.6 MJ.")]
    [InlineData("1 eV", "kWh", "1 eV = 4.45049065 × 10^-26 kWh.")]
    [InlineData("100 Cal", "kJ", "100 Cal = 418.4 kJ.")]
    [InlineData("1 atm", "psi", "1 atm ≈ 14.69594878 psi" + Rounded)]
    [InlineData("1013.25 hPa", "bar", "1013.25 hPa = 1.01325 bar.")]
    [InlineData("760 torr", "Pa", "760 Torr = 101325 Pa.")]
    [InlineData("180 degrees", "radians", "180° ≈ 3.141592654 rad" + Rounded)]
    [InlineData("1 rad", "deg", "1 rad ≈ 57.29577951°" + Rounded)]
    [InlineData("1,000.5 m", "km", "1000.5 m = 1.0005 km.")]
    [InlineData("1e3 m", "KM", "1000 m = 1 km.")]
    [InlineData("0 m", "ft", "0 m = 0 ft.")]
    [InlineData("2 μm", "nm", "2 µm = 2000 nm.")]
    [InlineData("9.9999999999999 m", "yd", "9.9999999999999 m ≈ 10.93613298 yd" + Rounded)]
    [InlineData("0.9999999999999999 m", "m", "1 m ≈ 1 m" + Rounded)]
    public void Convert_WhenTheUnitsFit_TellsTheResultAndWhetherItIsRounded(string from, string to, string expected) =>
        Assert.Equal(expected, UnitConverter.Convert(from, to));

    [Theory]
    [InlineData("10 km", "kg", "km measures length and kg measures mass")]
    [InlineData("3 ft 2 kg", "m", "kg measures mass")]
    [InlineData("10 km", "parrots", "I know no unit 'parrots'")]
    [InlineData("10 parrots", "km", "I know no unit 'parrots'")]
    [InlineData("5 mb", "GB", "Mb")]
    [InlineData("5 mb", "GB", "MB (megabyte)")]
    [InlineData("5 mbps", "MB/s", "Mbit/s (megabit per second) or MB/s (megabyte per second)")]
    [InlineData("5 gallons", "L", "US gal (US gallon) or imp gal (imperial gallon)")]
    [InlineData("1 year", "days", "common year or leap year or Julian year")]
    [InlineData("5 MS", "h", "ms (millisecond) or Ms (megasecond)")]
    [InlineData("1 mpa", "bar", "mPa (millipascal) or MPa (megapascal)")]
    [InlineData("-300 C", "K", "absolute zero")]
    [InlineData("20 C 5 F", "K", "added up")]
    [InlineData("1,5 km", "m", "number and a unit")]
    [InlineData("1 2 km", "m", "number and a unit")]
    [InlineData("km", "m", "number and a unit")]
    [InlineData("10", "m", "number and a unit")]
    [InlineData("", "", "number and a unit")]
    [InlineData("1 m", "", "no unit")]
    [InlineData("1 m/s/s", "m", "no unit")]
    [InlineData("1 m4", "m2", "no unit")]
    [InlineData("٣ km", "m", "number and a unit")]
    [InlineData("1e999 m", "km", "no unit")]
    [InlineData("1 m 1 m 1 m 1 m 1 m", "km", "number and a unit")]
    public void Convert_WhenItCannot_SaysWhy(string from, string to, string expected)
    {
        var failure = Assert.Throws<ToolException>(() => { UnitConverter.Convert(from, to); });
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_WhenLong_RefusesAndRepeatsNothingOfIt()
    {
        var long1 = Assert.Throws<ToolException>(() => { UnitConverter.Convert(new string('9', 100_000) + " km", "m"); });
        var long2 = Assert.Throws<ToolException>(() => { UnitConverter.Convert("1 km", new string('m', 100_000)); });

        Assert.True(long1.Message.Length < 300 && long2.Message.Length < 300);
    }

    [Fact]
    public void Convert_WhenTheNumberIsAsLargeAsItMayBe_StaysShort() =>
        Assert.Equal("1 × 10^99 YB = 8 × 10^123 bit.", UnitConverter.Convert("1e99 YB", "bit"));

    [Fact]
    public void Table_WhenReadBackAndForth_LosesNothing() => Assert.All(UnitTable.All, unit =>
    {
        var amount = Ratio.Parse("12.5");
        Assert.Equal(amount, unit.FromBase(unit.ToBase(amount)));
        Assert.Equal(unit, UnitCatalog.Get(unit.Symbol));
        Assert.All(unit.Names, name => Assert.Contains(unit, UnitCatalog.Find(name)));
    });
}
