using Microsoft.Extensions.Options;
using Reasoning.Infrastructure.Knowledge;
using Reasoning.UnitTests.Support;

namespace Reasoning.UnitTests.Knowledge;

/// <summary>A folder of documents that goes away with the test.</summary>
internal sealed class KnowledgeFolder : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("index-").FullName;
    private readonly List<SqliteKnowledgeIndex> _indexes = [];

    /// <summary>Where an index on disk is.</summary>
    public string IndexPath => System.IO.Path.Combine(_data, "data", "knowledge.db");

    /// <summary>The documents that were read, and who waits for that.</summary>
    public RecordingReader Reader { get; } = new();

    public LogRecorder<SqliteKnowledgeIndex> Log { get; } = new();

    public string Path { get; } = Directory.CreateTempSubdirectory("knowledge-").FullName;

    public KnowledgeFolder With(string name, string text) => With(name, System.Text.Encoding.UTF8.GetBytes(text));

    public KnowledgeFolder With(string name, byte[] bytes)
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        return this;
    }

    public SqliteKnowledgeIndex Index(Action<KnowledgeOptions>? configure = null)
    {
        var index = Unbuilt(TimeProvider.System, configure);
        index.Build(TestContext.Current.CancellationToken);
        return index;
    }

    /// <summary>As after a restart of the server.</summary>
    public SqliteKnowledgeIndex OnDisk(Action<KnowledgeOptions>? configure = null) => Index(options =>
    {
        options.IndexPath = IndexPath;
        configure?.Invoke(options);
    });

    public SqliteKnowledgeIndex Restart()
    {
        Stop();
        return OnDisk();
    }

    /// <summary>Lets go of the index's file.</summary>
    public void Stop()
    {
        foreach (var index in _indexes)
            index.Dispose();
        _indexes.Clear();
    }

    public SqliteKnowledgeIndex Unbuilt(TimeProvider time, Action<KnowledgeOptions>? configure = null)
    {
        var options = new KnowledgeOptions { Path = Path };
        configure?.Invoke(options);
        var index = new SqliteKnowledgeIndex(Options.Create(options), Reader, time, Log);
        _indexes.Add(index);
        return index;
    }

    public void Dispose()
    {
        Stop();
        Directory.Delete(Path, recursive: true);
        Directory.Delete(_data, recursive: true);
    }
}
