using static Reasoning.Infrastructure.Agents.Researcher.Calculations.Units.Quantity;

namespace Reasoning.Infrastructure.Agents.Researcher.Calculations.Units;

/// <summary>
/// The units. Their definitions are exact: those of the SI brochure (BIPM, 9th edition, tables 4 and 8) and of
/// NIST SP 811 (2008, appendix B), astronomical ones of IAU 2012 B2 and 2015 B2, data of IEC 80000-13. Of units with several
/// definitions it has the calorie that is 4.184 J (thermochemical), the Btu of the International Table and the
/// conventional millimetre of mercury.
/// </summary>
internal static class UnitTable
{
    private const string Pi = "3.14159265358979323846264338327950288";

    public static IReadOnlyList<Unit> All { get; } =
    [
        .. Prefixes.WithDecimal(Unit.Of(Length, "1", "m", "metre|meter")),
        Unit.Of(Length, "1e-6", "micron", "micron"),
        Unit.Of(Length, "1e-10", "Å", "ångström|angstrom"),
        Unit.Of(Length, "0.0000254", "mil", "thou"),
        Unit.Of(Length, "0.0254", "in", "inch|inches"),
        Unit.Of(Length, "0.3048", "ft", "foot|feet"),
        Unit.Of(Length, "0.9144", "yd", "yard"),
        Unit.Of(Length, "1.8288", "fathom", "fathom"),
        Unit.Of(Length, "201.168", "furlong", "furlong"),
        Unit.Of(Length, "1609.344", "mi", "mile"),
        Unit.Of(Length, "1852", "nmi|NM", "nautical mile"),
        Unit.Of(Length, "149597870700", "au|AU", "astronomical unit"),
        Unit.Of(Length, "9460730472580800", "ly", "light-year|light year|lightyear"),
        Unit.Of(Length, $"96939420213600000/{Pi}", "pc", "parsec"),

        Unit.Of(Area, "10000", "ha", "hectare"),
        Unit.Of(Area, "4046.8564224", "ac", "acre"),

        .. Prefixes.WithDecimal(Unit.Of(Volume, "0.001", "L|l", "litre|liter")),
        Unit.Of(Volume, "0.000001", "cc", "cc"),
        Unit.Of(Volume, "0.003785411784", "US gal", "US gallon|gallon|gal"),
        Unit.Of(Volume, "0.000946352946", "US qt", "US quart|quart|qt"),
        Unit.Of(Volume, "0.000473176473", "US pt", "US pint|pint|pt"),
        Unit.Of(Volume, "0.0002365882365", "US cup", "US cup|cup"),
        Unit.Of(Volume, "0.0000295735295625", "US fl oz", "US fluid ounce|fluid ounce|fl oz"),
        Unit.Of(Volume, "0.00001478676478125", "US tbsp", "US tablespoon|tablespoon|tbsp"),
        Unit.Of(Volume, "0.00000492892159375", "US tsp", "US teaspoon|teaspoon|tsp"),
        Unit.Of(Volume, "0.158987294928", "bbl", "barrel of oil|oil barrel|barrel"),
        Unit.Of(Volume, "0.00454609", "imp gal", "imperial gallon|UK gallon|gallon|gal"),
        Unit.Of(Volume, "0.0011365225", "imp qt", "imperial quart|UK quart|quart|qt"),
        Unit.Of(Volume, "0.00056826125", "imp pt", "imperial pint|UK pint|pint|pt"),
        Unit.Of(Volume, "0.0000284130625", "imp fl oz", "imperial fluid ounce|UK fluid ounce|fluid ounce|fl oz"),

        .. Prefixes.WithDecimal(Unit.Of(Mass, "0.001", "g", "gram|gramme")),
        Unit.Of(Mass, "1000", "t", "tonne|metric ton|ton"),
        Unit.Of(Mass, "0.0002", "ct", "carat"),
        Unit.Of(Mass, "0.00006479891", "gr", "grain"),
        Unit.Of(Mass, "0.028349523125", "oz", "ounce"),
        Unit.Of(Mass, "0.45359237", "lb", "pound"),
        Unit.Of(Mass, "6.35029318", "st", "stone"),
        Unit.Of(Mass, "907.18474", "short tn", "short ton|US ton|ton"),
        Unit.Of(Mass, "1016.0469088", "long tn", "long ton|imperial ton|ton"),

        Unit.Of(Temperature, "1", "K", "kelvin"),
        Unit.Of(Temperature, "1", "°C|C|℃", "degree Celsius|degrees Celsius|Celsius|centigrade|degree C|degrees C|deg C|degC") with { Offset = Ratio.Parse("273.15") },
        Unit.Of(Temperature, "5/9", "°F|F|℉", "degree Fahrenheit|degrees Fahrenheit|Fahrenheit|degree F|degrees F|deg F|degF") with { Offset = Ratio.Parse("459.67") },
        Unit.Of(Temperature, "5/9", "°R|R", "degree Rankine|degrees Rankine|Rankine"),

        .. Prefixes.WithDecimal(Unit.Of(Time, "1", "s", "second|sec")),
        Unit.Of(Time, "60", "min", "minute"),
        Unit.Of(Time, "3600", "h", "hour|hr"),
        Unit.Of(Time, "86400", "d", "day"),
        Unit.Of(Time, "604800", "wk", "week"),
        Unit.Of(Time, "1209600", "fortnight", "fortnight"),
        // How long a year is depends on the year.
        Unit.Of(Time, "31536000", "common year", "common year|year of 365 days|year"),
        Unit.Of(Time, "31622400", "leap year", "leap year|year of 366 days|year"),
        Unit.Of(Time, "31557600", "Julian year", "Julian year|year of 365.25 days|year"),

        Unit.Of(Speed, "1609.344/3600", "mph", "mile an hour|miles an hour"),
        Unit.Of(Speed, "1000/3600", "km/h|kph|kmh|kmph", "kilometre per hour"),
        Unit.Of(Speed, "1852/3600", "kn|kt", "knot"),

        .. Prefixes.WithBinary(Unit.Of(Data, "1", "bit|b", "bit")),
        .. Prefixes.WithBinary(Unit.Of(Data, "8", "B", "byte|octet")),

        .. Prefixes.WithDecimal(Unit.Of(Energy, "1", "J", "joule")),
        .. Prefixes.WithDecimal(Unit.Of(Energy, "3600", "Wh|W h|W·h", "watt-hour|watt hour|watthour")),
        .. Prefixes.WithDecimal(Unit.Of(Energy, "1.602176634e-19", "eV", "electronvolt|electron volt")),
        .. Prefixes.WithDecimal(Unit.Of(Energy, "4.184", "cal", "calorie")),
        Unit.Of(Energy, "4184", "Cal", "food calorie|large calorie"),
        Unit.Of(Energy, "1e-7", "erg", "erg"),
        Unit.Of(Energy, "1055.05585262", "Btu|BTU", "British thermal unit"),
        Unit.Of(Energy, "1.3558179483314004", "ft·lbf|ft lbf|ft lb", "foot-pound|foot-pounds|foot pound|foot pounds"),

        .. Prefixes.WithDecimal(Unit.Of(Pressure, "1", "Pa", "pascal")),
        .. Prefixes.WithDecimal(Unit.Of(Pressure, "100000", "bar", "bar")),
        Unit.Of(Pressure, "101325", "atm", "standard atmosphere|atmosphere"),
        Unit.Of(Pressure, "101325/760", "Torr", "torr"),
        Unit.Of(Pressure, "133.322387415", "mmHg|mm Hg", "millimetre of mercury|millimeter of mercury|millimetres of mercury|millimeters of mercury"),
        Unit.Of(Pressure, "3386.388640341", "inHg|in Hg", "inch of mercury|inches of mercury"),
        // A pound-force on a square inch: 0.45359237 kg, 9.80665 m/s², 0.0254 m.
        Unit.Of(Pressure, "4.4482216152605/0.00064516", "psi", "pound per square inch|pounds per square inch"),

        Unit.Of(Angle, "1", "°|deg", "degree"),
        Unit.Of(Angle, "1/60", "arcmin", "arcminute|minute of arc|minutes of arc"),
        Unit.Of(Angle, "1/3600", "arcsec", "arcsecond|second of arc|seconds of arc"),
        Unit.Of(Angle, "0.9", "gon|grad", "gradian|grade"),
        Unit.Of(Angle, "360", "turn|rev", "full turn|full circle|revolution"),
        Unit.Of(Angle, $"180/{Pi}", "rad", "radian"),
        Unit.Of(Angle, $"0.18/{Pi}", "mrad", "milliradian"),
    ];
}
