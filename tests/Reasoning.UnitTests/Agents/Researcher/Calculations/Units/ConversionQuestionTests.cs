using Reasoning.Infrastructure.Agents.Researcher.Calculations;

namespace Reasoning.UnitTests.Agents.Researcher.Calculations.Units;

public class ConversionQuestionTests
{
    [Theory]
    [InlineData("10 km in miles", "10 km", "miles")]
    [InlineData("10km to mi?", "10km", "mi")]
    [InlineData("Please convert 72 F to C.", "72 F", "C")]
    [InlineData("Could you tell me what 10 km is in miles?", "10 km", "miles")]
    [InlineData("how many MiB are 5 GB", "5 GB", "MiB")]
    [InlineData("How many MiB in 5 GB?", "5 GB", "MiB")]
    [InlineData("what is 3 feet 2 inches in cm", "3 feet 2 inches", "cm")]
    [InlineData("100 km/h to mph", "100 km/h", "mph")]
    [InlineData("how many seconds are in a day", "a day", "seconds")]
    [InlineData("How many seconds are there in a day?", "a day", "seconds")]
    [InlineData("How many bits in byte?", "1 byte", "bits")]
    [InlineData("How many minutes does a week have?", "a week", "minutes")]
    [InlineData("number of feet in a mile", "a mile", "feet")]
    [InlineData("How much is 5 mb in GB?", "5 mb", "GB")]
    [InlineData("10 km is how many miles?", "10 km", "miles")]
    [InlineData("how long is 90 min in hours?", "90 min", "hours")]
    [InlineData("5 kg in km", "5 kg", "km")]
    [InlineData("10 in in cm", "10 in", "cm")]
    [InlineData("how many days in 2 years", "2 years", "days")]
    public void Find_WhenItAsksForAConversionOnly_TakesIt(string question, string from, string to)
    {
        var calculation = Calculation.Find(question);

        Assert.Equal("unit_converter", calculation?.Tool);
        Assert.Equal((from, to), (calculation!.Arguments["from"], calculation.Arguments["to"]));
    }

    [Theory]
    [InlineData("how many bytes does a session take")]
    [InlineData("how many files are in a package")]
    [InlineData("how many bytes in a second")]
    [InlineData("How many bytes does a message have?")]
    [InlineData("how long is 30 s in the heartbeat")]
    [InlineData("What happens in 5 minutes?")]
    [InlineData("What is the maximum size of a Debian package in megabytes?")]
    [InlineData("After how many seconds does git kill a pre-commit hook that hangs?")]
    [InlineData("How many times does npm retry a failed download by default?")]
    [InlineData("convert a document to HTML")]
    [InlineData("convert 10 documents to PDF")]
    [InlineData("what is a byte in Python")]
    [InlineData("10 km in miles and the capital of France")]
    [InlineData("How many minutes may a session be silent?")]
    [InlineData("What is MiB?")]
    [InlineData("seconds in the log")]
    public void Find_WhenItAsksForSomethingElse_LeavesItToTheSearch(string question) => Assert.Null(Calculation.Find(question));

    [Theory]
    [InlineData(' ')]
    [InlineData('1')]
    [InlineData('"')]
    [InlineData('\0')]
    public void Find_WhenItIsVeryLong_IsNotTaken(char filler) => Assert.Null(Calculation.Find($"10 km in {new string(filler, 1_000_000)} miles"));
}
