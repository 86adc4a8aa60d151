namespace Reasoning.Infrastructure.Knowledge;

/// <summary>
/// M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, with the author's two later departures
/// (<c>bli</c>, <c>logi</c>): what SQLite's <c>porter</c> tokenizer does, so that a passage can be checked for a word
/// without asking the index.
/// </summary>
internal static class PorterStemmer
{
    private static readonly (string Suffix, string Replacement)[] Step2 =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("logi", "log"),
        ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"),
        ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"),
        ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
    ];

    private static readonly (string Suffix, string Replacement)[] Step3 =
        [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

    private static readonly string[] Step4 =
    [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
        "ous", "ive", "ize",
    ];

    /// <param name="word">In lower case.</param>
    public static string Stem(string word)
    {
        if (word.Length is < 3 or > 64 || !word.All(char.IsAsciiLetterOrDigit))
            return word;

        word = Plural(word);
        word = PastOrProgressive(word);
        if (word[^1] == 'y' && HasVowel(word[..^1]))
            word = word[..^1] + "i";
        word = Replace(word, Step2);
        word = Replace(word, Step3);
        word = Strip(word);

        if (word[^1] == 'e' && Measure(word[..^1]) is var m && (m > 1 || (m == 1 && !EndsInShortSyllable(word[..^1]))))
            word = word[..^1];
        return word.EndsWith("ll", StringComparison.Ordinal) && Measure(word[..^1]) > 1 ? word[..^1] : word;
    }

    private static string Plural(string word)
    {
        if (word[^1] != 's')
            return word;
        if (Ends(word, "sses") || Ends(word, "ies"))
            return word[..^2];
        return Ends(word, "ss") ? word : word[..^1];
    }

    private static string PastOrProgressive(string word)
    {
        if (Ends(word, "eed"))
            return Measure(word[..^3]) > 0 ? word[..^1] : word;

        var cut = Ends(word, "ed") ? 2 : Ends(word, "ing") ? 3 : 0;
        if (cut == 0 || !HasVowel(word[..^cut]))
            return word;

        word = word[..^cut];
        if (Ends(word, "at") || Ends(word, "bl") || Ends(word, "iz"))
            return word + "e";
        if (word.Length >= 2 && word[^1] == word[^2] && IsConsonant(word, word.Length - 1) && word[^1] is not ('l' or 's' or 'z'))
            return word[..^1];
        return Measure(word) == 1 && EndsInShortSyllable(word) ? word + "e" : word;
    }

    private static string Replace(string word, (string Suffix, string Replacement)[] rules)
    {
        foreach (var (suffix, replacement) in rules)
        {
            if (Ends(word, suffix))
                return Measure(word[..^suffix.Length]) > 0 ? word[..^suffix.Length] + replacement : word;
        }

        return word;
    }

    private static string Strip(string word)
    {
        // The longest suffix that matches decides, also where it may not be taken away.
        var suffix = Step4.Where(suffix => Ends(word, suffix)).MaxBy(suffix => suffix.Length);
        if (suffix is null)
            return word;
        var stem = word[..^suffix.Length];
        return Measure(stem) > 1 && (suffix != "ion" || stem[^1] is 's' or 't') ? stem : word;
    }

    private static bool Ends(string word, string suffix) => word.EndsWith(suffix, StringComparison.Ordinal);

    private static bool IsConsonant(string word, int i) => word[i] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => i == 0 || !IsConsonant(word, i - 1),
        _ => true,
    };

    private static bool HasVowel(string word) => Enumerable.Range(0, word.Length).Any(i => !IsConsonant(word, i));

    // Consonant, vowel, consonant, and the last is not w, x or y.
    private static bool EndsInShortSyllable(string word) =>
        word.Length >= 3
        && IsConsonant(word, word.Length - 3) && !IsConsonant(word, word.Length - 2) && IsConsonant(word, word.Length - 1)
        && word[^1] is not ('w' or 'x' or 'y');

    // How many times a vowel is followed by a consonant.
    private static int Measure(string word)
    {
        var count = 0;
        for (var i = 1; i < word.Length; i++)
        {
            if (IsConsonant(word, i) && !IsConsonant(word, i - 1))
                count++;
        }

        return count;
    }
}
