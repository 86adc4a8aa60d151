namespace Reasoning.Infrastructure.Agents.Researcher.Questions;

/// <summary>What an answer to a question has to have.</summary>
internal enum AnswerType
{
    /// <summary>Nothing in particular: "How does resume work?"</summary>
    Passage,

    /// <summary>How many, how long, which limit: a number.</summary>
    Number,

    /// <summary>How long or large it may be: a number with a unit of length or size.</summary>
    Size,

    /// <summary>What it costs: an amount of money.</summary>
    Price,

    /// <summary>How long it takes, how often it happens: a number with a unit of time.</summary>
    Duration,

    /// <summary>When it was: a date or a year.</summary>
    Date,

    /// <summary>Who does it: a name, or a role such as "the maintainer".</summary>
    Person,

    /// <summary>Who made it: a name.</summary>
    Creator,

    /// <summary>How it is done: a command, a setting or instructions.</summary>
    Instruction,

    /// <summary>Which command, file, option: something that is written as code or a path.</summary>
    Identifier,

    /// <summary>Which file it is in: a path or a file's name.</summary>
    File,

    /// <summary>What it is.</summary>
    Definition,

    /// <summary>Which there are.</summary>
    List,

    /// <summary>Whether it is so: the sentence that says it.</summary>
    YesNo,

    /// <summary>In what two things differ.</summary>
    Contrast,

    /// <summary>Why it is so.</summary>
    Reason,

    /// <summary>Where it is: a path or a place.</summary>
    Place,
}
