using Microsoft.Data.Sqlite;
using Reasoning.Infrastructure.Knowledge;

namespace Reasoning.UnitTests.Knowledge;

public class PorterStemmerTests
{
    private const string Sample =
        """
        caresses ponies ties caress cats feed agreed plastered bled motoring sing conflated troubled sized hopping tanned
        falling hissing fizzed failing filing happy sky relational conditional rational valenci hesitanci digitizer
        conformabli radicalli differentli vileli analogousli vietnamization predication operator feudalism decisiveness
        hopefulness callousness formaliti sensitiviti sensibiliti triplicate formative formalize electriciti electrical
        hopeful goodness revival allowance inference airliner gyroscopic adjustable defensible irritant replacement
        adjustment dependent adoption homologou communism activate angulariti homologous effective bowdlerize probate rate
        cease controll roll generalizations oscillators queueing resumes resumed idempotency connections reconnecting
        analogies technology apology yes say dying by be as ing ed running ran studies cries 4408 x86 sqlite
        """;

    [Fact]
    public void Stem_ForAnyWord_DoesWhatTheIndexDoes()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            CREATE VIRTUAL TABLE t USING fts5(w, tokenize = "porter unicode61 remove_diacritics 0");
            CREATE VIRTUAL TABLE v USING fts5vocab(t, 'instance');
            """;
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO t (rowid, w) VALUES ($id, $w)";
        var words = Words.Of(Sample).ToList();
        for (var i = 0; i < words.Count; i++)
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("$id", i);
            command.Parameters.AddWithValue("$w", words[i]);
            command.ExecuteNonQuery();
        }

        command.CommandText = "SELECT term FROM v ORDER BY doc";
        List<string> expected = [];
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
                expected.Add(reader.GetString(0));
        }

        Assert.Equal(words.Zip(expected), words.Zip(words.Select(PorterStemmer.Stem)));
    }
}
