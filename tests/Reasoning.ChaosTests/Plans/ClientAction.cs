namespace Reasoning.ChaosTests.Plans;

internal enum ClientAction
{
    Chat,
    Repeat,
    Forge,
    InterruptOne,
    InterruptAll,
    Ping,
    Close,
    Abort,
    Nothing,
}
