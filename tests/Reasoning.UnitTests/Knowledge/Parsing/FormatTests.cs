using Reasoning.Infrastructure.Knowledge;
using Reasoning.Infrastructure.Knowledge.Parsing;

namespace Reasoning.UnitTests.Knowledge.Parsing;

/// <summary>A small document of each format, and all that is read of it.</summary>
public class FormatTests
{
    [Fact]
    public void Build_WhenHtml_ReadsTheContentAndNothingAroundIt() => Golden(
        "a.html",
        """
        <!DOCTYPE html><html><head><title>queue — Things — The site</title><style>p { color: red }</style></head><body>
        <nav><a href="/">Home</a> and more</nav>
        <div class="sphinxsidebar">Previous topic</div>
        <div role="main">
        <h1><code>queue</code> — Things<a class="headerlink" href="#x">¶</a></h1>
        <p>The <a href="q"><code><span class="pre">queue</span></code></a> module
           keeps <em>things</em>.<sup><a href="#f">1</a></sup></p><!-- hidden -->
        <div class="admonition note"><p class="admonition-title">Note</p><p>Mind 10<sup>3</sup> items.</p></div>
        <div class="note"><table><tr><td class="icon"><img src="x"></td><th>Tip</th></tr><tr><td>Ask first.</td></tr></table></div>
        <p style="display: none">secret</p><p hidden>secret</p>
        <h2>Use</h2>
        <p>Run:</p>
        <div class="highlight"><pre><span></span>import queue

        q = <b>queue</b>.Queue()
        </pre></div>
        <ol start="3"><li><p>First</p><ul><li>deeper</li></ul></li><li>Second <kbd>x</kbd></li></ol>
        <ul><li><a href="a">A</a></li><li><a href="b">B</a></li></ul>
        <table><thead><tr><th>Name</th><th>Means</th></tr></thead><tbody><tr><td><code>a|b</code></td><td>•</td></tr><tr><td>c</td></tr></tbody></table>
        <dl><dt>put</dt><dt>add</dt><dd>Adds one.</dd><dt>get</dt><dd><p>Takes one.</p><p>Waits.</p></dd></dl>
        <dl class="py"><dt class="sig">get(<em>block=True</em>)<a class="headerlink">¶</a></dt><dd>
        """ + $"<p>{new string('x', 450)} long.</p></dd></dl>" +
        """
        <p>After it.</p>
        <div class="seealso"><p>Elsewhere</p></div>
        </div><footer>© somebody</footer><script>alert('x')</script></body></html>
        """,
        ("queue — Things", "The `queue` module keeps things.\n\nNote: Mind 10^3 items.\n\nTip: Ask first."),
        ("queue — Things › Use",
            """
            Run:

            ```
            import queue

            q = queue.Queue()
            ```

            3. First
               - deeper
            4. Second `x`

            | Name | Means |
            | --- | --- |
            | `a\|b` | • |
            | c |  |

            put, add: Adds one.

            get: Takes one.

            Waits.
            """),
        ("queue — Things › Use › get(block=True)", $"`get(block=True)`: {new string('x', 450)} long."),
        ("queue — Things › Use", "After it."));

    [Fact]
    public void Build_WhenHtmlHasOnlyATitle_PutsItAboveItsHeadings() => Golden(
        "a.html.gz",
        "<title>Write-Ahead Logging</title><body><div>Write-Ahead Logging</div><h1>1. Overview</h1><p>One.<h1>2. Details</h1><p>Two.",
        ("Write-Ahead Logging › 1. Overview", "One."),
        ("Write-Ahead Logging › 2. Details", "Two."));

    [Fact]
    public void Build_WhenReStructuredText_UnderstandsWhatMatters() => Golden(
        "a.rst.txt",
        """
        :orphan:

        .. _start:

        ==========
        The manual
        ==========

        .. contents:: here

        See :ref:`the start <start>`, :func:`~os.path.join`, ``x  y``, `a page <http://a.org>`_, *this*
        and |release| that_.  Footnotes [1]_ go.

        Use
        ---

        .. note:: Mind the
           gap.

        .. versionadded:: 3.2
           The option.

        Like this::

            run it

              deeper

        .. code-block:: python
           :linenos:

           import os

        1. One
           goes on

           * deeper
        2. Two

        term
          What it means.

        :param x: The number.

        .. function:: open(path)
                      open(file)

           Opens it.

        =====  ========
        Name   Means
        =====  ========
        ``a``  the
               first
        b      second
        =====  ========

        +-----+-----+
        | A   | B   |
        +=====+=====+
        | 1   | one |
        |     | two |
        +-----+-----+

        .. list-table::
           :header-rows: 1

           * - K
             - V
           * - k
             - v
               more

        .. csv-table:: Sizes
           :header: Size, Names

           a, "b, c"

        .. glossary::

           word
              Some letters.

        .. seealso:: Elsewhere.

        .. toctree::

           other

        .. A comment
           of two lines

        .. |release| replace:: 1.0

        .. [1] A footnote.

        >>> 1 + 1
        2
        """,
        ("The manual", "See the start, `join`, `x y`, a page, this and that. Footnotes go."),
        ("The manual › Use",
            """
            Note: Mind the gap.

            New in version 3.2: The option.

            Like this:

            ```
            run it

              deeper
            ```

            ```
            import os
            ```

            1. One goes on
               - deeper
            2. Two

            term: What it means.

            param x: The number.

            `open(path)`, `open(file)`: Opens it.

            | Name | Means |
            | --- | --- |
            | `a` | the first |
            | b | second |

            | A | B |
            | --- | --- |
            | 1 | one two |

            | K | V |
            | --- | --- |
            | k | v more |

            Sizes

            | Size | Names |
            | --- | --- |
            | a | b, c |

            word: Some letters.

            ```
            >>> 1 + 1
            2
            ```
            """));

    [Fact]
    public void Build_WhenMarkdownHasMoreThanText_ReadsItToo() => Golden(
        "a.markdown",
        """
        ---
        title: "The guide"
        section: 1
        ---

        ### Use

        > [!WARNING]
        > Do not run.

        Takes <session_id> and <b>bold</b> text, see [this][ref] and ![an image](a.png).

        * item

          ```sh
          run

          again
          ```
        * [x] done

        Term
        :   Its meaning.

        <details><summary>More</summary>

        Hidden at first.[^1]

        </details>

        [ref]: http://example.org
        [^1]: A footnote.
        """,
        ("The guide › Use",
            """
            Warning: Do not run.

            Takes <session_id> and bold text, see this and .

            - item
              ```
              run

              again
              ```
            - [x] done

            Term: Its meaning.

            More

            Hidden at first.
            """));

    [Fact]
    public void Build_WhenAsciiDoc_ReadsTitlesDefinitionsAndListings() => Golden(
        "git-x.txt",
        """
        git-x(1)
        ========

        NAME
        ----
        git-x - Do x

        SYNOPSIS
        --------
        [verse]
        'git x' [<path>]
           [--all]

        OPTIONS
        -------
        -a::
        --all::
        	Take 'all' of them, see
        	linkgit:git-y[1].
        +
        --
        * one
        * two
        --

        -b::
        	Be brief.

        include::more.txt[]

        EXAMPLES
        --------
        Do this:

        ------------
        $ git x

        $ git y
        ------------
        """,
        ("git-x(1) › NAME", "git-x - Do x"),
        ("git-x(1) › SYNOPSIS", "```\ngit x [<path>]\n   [--all]\n```"),
        ("git-x(1) › OPTIONS", "-a, --all: Take all of them, see git-y.\n\n- one\n- two\n\n-b: Be brief."),
        ("git-x(1) › EXAMPLES", "Do this:\n\n```\n$ git x\n\n$ git y\n```"));

    [Fact]
    public void Build_WhenTextIsProse_JoinsItsLinesAndLeavesShortOnes() => Golden(
        "a.txt",
        """
        1. Introduction

        This is a paragraph of prose whose lines were broken
        at the margin, as is usual in such a text.

        apt update
        apt upgrade

        * 1.1. One
        * 1.2. Two
        * 1.3. Three
        * 1.4. Four
        * 1.5. Five
        * 1.6. Six
        * 1.7. Seven
        * 1.8. Eight
        * 1.9. Nine
        * 2. Ten

        """,
        ("1. Introduction",
            "This is a paragraph of prose whose lines were broken at the margin, as is usual in such a text.\n\napt update\napt upgrade"));

    [Fact]
    public void Build_WhenTextIsMarkdown_ReadsItAsSuch() => Golden(
        "README.txt", "# Title\n\nSome *text*.\n\n## Part\n\n- one\n", ("Title", "Some text."), ("Title › Part", "- one"));

    private static void Golden(string name, string text, params (string Heading, string Text)[] expected) =>
        Assert.Equal(Written(expected), Written(PassageBuilder.Build(new Document(name, text), new Excess())));

    private static string Written(IEnumerable<(string Heading, string Text)> passages) =>
        string.Join('\n', passages.Select(passage => $"[{passage.Heading}]\n{passage.Text}"));
}
