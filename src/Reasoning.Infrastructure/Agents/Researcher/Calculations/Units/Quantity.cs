namespace Reasoning.Infrastructure.Agents.Researcher.Calculations.Units;

/// <summary>What a unit measures.</summary>
internal enum Quantity
{
    Length,
    Area,
    Volume,
    Mass,
    Temperature,
    Time,
    Speed,
    Data,
    DataRate,
    Energy,
    Pressure,
    Angle,
}
