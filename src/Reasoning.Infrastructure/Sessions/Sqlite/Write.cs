using Reasoning.Application.Sessions;

namespace Reasoning.Infrastructure.Sessions.Sqlite;

/// <summary>Something that has to be written, and whoever waits for it.</summary>
internal abstract class Write(int bytes)
{
    private Exception? _refusal;

    /// <summary>About how much it adds to a transaction.</summary>
    public int Bytes { get; } = bytes;

    /// <summary>Writes. A refusal is its own affair; any other failure concerns the transaction.</summary>
    public void Execute(WriteConnection connection)
    {
        _refusal = null;
        try
        {
            Do(connection);
        }
        catch (Exception refusal) when (refusal is StaleOwnerException or LogGapException)
        {
            _refusal = refusal;
        }
    }

    /// <summary>The transaction is stored.</summary>
    public void Committed()
    {
        if (_refusal is not null)
            Fail(_refusal);
        else
            Succeed();
    }

    public abstract void Fail(Exception failure);

    protected abstract void Succeed();

    protected abstract void Do(WriteConnection connection);
}

/// <summary>A write with a result.</summary>
internal sealed class Write<T>(Func<WriteConnection, T> work, int bytes = 0) : Write(bytes)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Done => _done.Task;

    public override void Fail(Exception failure) => _done.TrySetException(failure);

    protected override void Succeed() => _done.TrySetResult(_result!);

    protected override void Do(WriteConnection connection) => _result = work(connection);
}
