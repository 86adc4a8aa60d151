using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.UnitTests.Knowledge;

/// <summary>A folder of documents that goes away with the test.</summary>
internal sealed class KnowledgeFolder : IDisposable
{
    private SqliteKnowledgeIndex? _index;

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

    public SqliteKnowledgeIndex Unbuilt(TimeProvider time, Action<KnowledgeOptions>? configure = null)
    {
        var options = new KnowledgeOptions { Path = Path };
        configure?.Invoke(options);
        return _index = new SqliteKnowledgeIndex(Options.Create(options), new DocumentReader(NullLogger<DocumentReader>.Instance), time, NullLogger<SqliteKnowledgeIndex>.Instance);
    }

    public void Dispose()
    {
        _index?.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
