namespace Reasoning.Application.Agents;

/// <summary>What is done with an agent's unfinished run when the server that ran it is gone.</summary>
public enum AgentRecovery
{
    /// <summary>The run goes on after its last stored step.</summary>
    Continue,

    /// <summary>The run starts again from its beginning; a step of type <c>error</c> says so.</summary>
    Restart,

    /// <summary>The run ends with an error.</summary>
    Fail,
}
