namespace Reasoning.Infrastructure.Sessions;

/// <summary>When a commit counts as stored.</summary>
public enum StorageSynchronous
{
    /// <summary>When it is on the disk: a power cut loses nothing.</summary>
    Full,

    /// <summary>When the operating system has it: a crash of the server loses nothing, one of the machine the last commits.</summary>
    Normal,
}
