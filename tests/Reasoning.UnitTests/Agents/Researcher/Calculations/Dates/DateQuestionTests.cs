using Reasoning.Infrastructure.Agents.Researcher.Calculations;

namespace Reasoning.UnitTests.Agents.Researcher.Calculations.Dates;

public class DateQuestionTests
{
    [Theory]
    [InlineData("How many days between 2024-01-01 and 2024-03-01?", "2024-01-01", "2024-03-01", null)]
    [InlineData("how many weeks are there between 1 Jan 2024 and March 1, 2024", "1 Jan 2024", "March 1, 2024", null)]
    [InlineData("How long is it from 2024-01-01 to today?", "2024-01-01", "today", null)]
    [InlineData("What is the number of days from 2024-01-01 until 2024-03-01", "2024-01-01", "2024-03-01", null)]
    [InlineData("what's the difference in days between 2024-01-01 and 2024-03-01?", "2024-01-01", "2024-03-01", null)]
    [InlineData("days between 2024-01-01 and 2024-03-01", "2024-01-01", "2024-03-01", null)]
    [InlineData("How many days between 03/04/2024 and 2024-02-30?", "03/04/2024", "2024-02-30", null)]
    [InlineData("How far apart are today and 2027-01-01?", "today", "2027-01-01", null)]
    [InlineData("2024-03-01 - 2024-01-01", "2024-01-01", "2024-03-01", null)]
    [InlineData("how long until 2027-01-01?", "today", "2027-01-01", null)]
    [InlineData("How many days are left until Dec 25 2026?", "today", "Dec 25 2026", null)]
    [InlineData("Can you tell me how many days it is till 2027-01-01, please?", "today", "2027-01-01", null)]
    [InlineData("How many days have passed since 2024-01-01?", "2024-01-01", "today", null)]
    [InlineData("How long ago was 16 August 1993?", "16 August 1993", "today", null)]
    [InlineData("how old is something from 1993-08-16", "1993-08-16", "today", null)]
    [InlineData("How old is someone who was born on 1993-08-16?", "1993-08-16", "today", null)]
    [InlineData("How old am I if I was born on August 16th, 1993?", "August 16th, 1993", "today", null)]
    [InlineData("What date is 90 days after 15 May 2025?", "15 May 2025", null, "90 days")]
    [InlineData("what day is 2 weeks before 2025-05-15", "2025-05-15", null, "-2 weeks")]
    [InlineData("What is a week from tomorrow?", "tomorrow", null, "1 week")]
    [InlineData("When is 1 year and 2 months from now?", "now", null, "1 year 2 months")]
    [InlineData("90 days after 15 May 2025", "15 May 2025", null, "90 days")]
    [InlineData("What date will it be in 90 days?", "today", null, "90 days")]
    [InlineData("What date was it three weeks ago?", "today", null, "-3 weeks")]
    [InlineData("2024-01-31 + 1 month", "2024-01-31", null, "1 month")]
    [InlineData("What is 2024-01-31 minus 1 year 2 months?", "2024-01-31", null, "-1 year 2 months")]
    [InlineData("subtract 10 days from 2024-01-31", "2024-01-31", null, "-10 days")]
    [InlineData("What day of the week is 2026-12-25?", "2026-12-25", null, null)]
    [InlineData("on which weekday did 3 March 2024 fall", "3 March 2024", null, null)]
    [InlineData("What day is it?", "today", null, null)]
    [InlineData("what day is tomorrow", "tomorrow", null, null)]
    [InlineData("Which ISO week is 2026-12-25 in?", "2026-12-25", null, null)]
    [InlineData("what is the day of the year of 2026-12-25", "2026-12-25", null, null)]
    [InlineData("Is 2026-12-25 a Friday?", "2026-12-25", null, null)]
    [InlineData("what is today's date", "today", null, null)]
    [InlineData("What’s the date today?", "today", null, null)]
    [InlineData("what is tomorrow's date?", "tomorrow", null, null)]
    [InlineData("What is 2026-12-25?", "2026-12-25", null, null)]
    [InlineData("is 2100 a leap year?", "2100", null, null)]
    [InlineData("How many days does 2024 have?", "2024", null, null)]
    [InlineData("Is this year a leap year?", "today", null, null)]
    public void Find_WhenItAsksAboutDatesOnly_TakesIt(string question, string from, string? to, string? add)
    {
        var calculation = Calculation.Find(question);

        Assert.Equal("date_calculator", calculation?.Tool);
        Assert.Equal(
            (from, to, add),
            (calculation!.Arguments["from"], calculation.Arguments.GetValueOrDefault("to"), calculation.Arguments.GetValueOrDefault("add")));
    }

    [Theory]
    [InlineData("When was FHS 3.0 released on March 19, 2015?")]
    [InlineData("what changed between 2.0 and 3.0")]
    [InlineData("what changed between 2024-01-01 and 2024-03-01")]
    [InlineData("what are the differences between 2024-01-01 and the epoch")]
    [InlineData("how many days between the freeze and the release?")]
    [InlineData("How many days between 1.2.3 and 1.2.4?")]
    [InlineData("How long until a session expires?")]
    [InlineData("How long until 2027-01-01 will Debian 12 be supported?")]
    [InlineData("how long has Debian been developed since 1993-08-16")]
    [InlineData("What happened 90 days after 2024-01-01?")]
    [InlineData("What happens 3 days after the upload?")]
    [InlineData("What day was FHS released?")]
    [InlineData("What date is in the changelog?")]
    [InlineData("What is the date of the last release?")]
    [InlineData("What is the release date of Git 2.0?")]
    [InlineData("who was born on 1993-08-16")]
    [InlineData("How old is Debian?")]
    [InlineData("What is in the log of 2026-12-25?")]
    [InlineData("which week is the freeze in")]
    [InlineData("Is 2.0 a leap second release?")]
    [InlineData("What are leap years in Python's calendar module?")]
    [InlineData("how many days in advance must I announce a vacation")]
    [InlineData("what is a day")]
    [InlineData("date")]
    [InlineData("2026-12-25")]
    public void Find_WhenItAsksForSomethingElse_LeavesItToTheSearch(string question) => Assert.Null(Calculation.Find(question));
}
