namespace Reasoning.Benchmarks.Cli;

internal static class Help
{
    public const string Text = """
        Measures the gateway against a minimal hand-written Kestrel WebSocket server, on one machine, side by side.

          compare [options] [-- ARGUMENTS OF THE PRODUCT]   measure both servers in turn, print a Markdown table
          others [options] [-- ARGUMENTS OF THE PRODUCT]    the same work on servers that people know, print a Markdown table
          stores [options] [-- ARGUMENTS OF THE PRODUCT]    measure what keeps the logs, print a Markdown table
          models [options] [-- ARGUMENTS OF THE PRODUCT]    a language model's answers through the product and without it, print a Markdown table
          soak [options] [-- ARGUMENTS OF THE PRODUCT]      keep the product under the same load for long, print a Markdown table
          load [options]                                    measure one server that is already running
          baseline --urls http://127.0.0.1:PORT             the hand-written server
          signalr --urls http://127.0.0.1:PORT              the same agent behind a SignalR hub
          provider --urls http://127.0.0.1:PORT             a language model of five kinds of providers: tells the time, 50 chunks a second
          reader --urls http://127.0.0.1:PORT               reads a provider's streams without the product, when it is asked to
          ceiling --urls http://127.0.0.1:PORT              a server of ready-made frames: shows the load client's limit

        compare:
          --cells LIST              of stream-1, stream-100, stream-1000, readers, broadcast, ping, deltas, idle, start,
                                    start-published ("stream": all three; "start": both); default all
          --rounds N                measured runs of each server, of which the median counts (3)
          --warm-up S               for each server and cell; with less than 7 s the compiler is measured (7)
          --measure S               length of a measured run (3)
          --settle S                rest before memory is read (10)
          --idle N                  idle connections (10000)
          --starts N                starts of each server (5)
          --size CHARS              length of a step's content (120)
          --quick                   about two minutes for everything: shows that it works, measures nothing
          --product FILE            Reasoning.Api.dll; default: the release build of this repository
          --published FILE          Reasoning.Api.dll as it was published; default: where "dotnet publish -c Release
                                    src/Reasoning.Api" puts it; without one, its cell is left out
          --product-command LINE    any command instead; {url} in it is the address to listen on, else --urls is appended
          --baseline-command LINE   the same in the place of the baseline, to compare two builds

        others:
          The product, the baseline, a SignalR hub with a streaming method (JSON protocol), and FastAPI on uvicorn from Debian's
          packages python3-fastapi, python3-uvicorn, python3-websockets and python3-uvloop; without them it is left out.
          --cells LIST              of stream-1, stream-100, stream-1000, ping, idle; default all
          --rounds N, --warm-up S, --measure S, --settle S, --idle N, --size CHARS, --quick
          --product FILE, --product-command LINE            as above

        stores:
          --store LIST              of memory, sqlite-full, sqlite-normal, postgres; may be repeated; default all
          --cells LIST              of append, pace, replay, reconnect; default all
          --rounds N                measured runs of each store, in turn, of which the median counts (5)
          --warm-up S               for each store and cell (5)
          --measure S               length of a measured run of the first two cells (3)
          --folder DIR              where SQLite's files are kept meanwhile (the folder for temporary files)
          --quick                   shows that it works, measures nothing
          --product FILE, --product-command LINE            as above
          PostgreSQL is the server whose connection string is in REASONING_TEST_POSTGRES, of a user who may create
          databases, else one started from /usr/lib/postgresql with its default settings, else it is left out.

        models:
          --shapes LIST             of openai, openai-compatible, responses, anthropic, ollama; default all
          --rounds N                measured runs of each column, in turn, of which the median counts (3)
          --warm-up S               for each column and kind of provider (4)
          --measure S               length of a measured run (2)
          --folder DIR              where SQLite's file is kept meanwhile (the folder for temporary files)
          --quick                   shows that it works, measures nothing
          --product FILE, --product-command LINE            as above
          The provider is this program, in a process of its own: the text of a chunk is the time when it was sent. "direct" is a
          process that reads its streams itself, line by line, and parses each; the others are the product as it is, with
          Runs:DeltaInterval=0, and with its log in SQLite, each with a client that asks for deltas.

        soak:
          --minutes N               measured, after the warm-up; a row for each (10)
          --warm-up S               until the log in memory is full, too (60)
          --connections N           all of them, each on its own session (10000)
          --streaming N             of them, with the agent "load" in a closed loop of runs of 30 s; the others are idle (200)
          --rate N                  events a second on each of those (50)
          --quick                   some seconds: shows that it works, measures nothing
          --product FILE, --product-command LINE            as above
          An event's age is from the agent's step, whose time in whole milliseconds is in the event, until the client has it:
          both read the same clock, and what was cut off makes it up to 1 ms too high.

        load:
          --server ADDRESS:PORT     (127.0.0.1:8000)
          --pid N                   the server's process, for its CPU time
          --kind stream|ping        (stream)
          --connections N --steps N --size CHARS            (100, 1000, 120)
          --warm-up S --measure S   (7, 3)

        Cells:
          stream-C   C connections, each with the agent "load" in a closed loop (the next chat when the run has ended);
                     an event is one message, about as long as the product's on both sides: the baseline pads
          readers    one session with 1,000 connections: one asks in a closed loop, each gets every event of 1,000 steps; the
                     baseline serialises an event once, too, and sends it to each of them
          broadcast  5,000 connections on sessions of their own: from just before POST /broadcast until the last has the
                     whole message; the median of 10 a round
          ping       100 connections, each sends a ping when the pong has come
          deltas     100 connections, each with a step of 200 tokens of 4 characters, one every 10 ms, in a closed loop: the
                     product gathers tokens, the baseline sends each; and the product alone, asked for deltas and not
          idle       resident memory with 100 connections and with the idle ones besides, divided
          start      from the start of the process to the first "connected", and the processor time it took until then;
                     of the product as it is built and as it is published

        Cells of "stores":
          append     100 sessions, each awaits the append of 50 events of 300 bytes, then does the next: the store's class
                     as the server has it, in this process. "bare insert" writes the same rows into the same table with the
                     same settings and as many rows a commit, by a prepared statement of many rows: for SQLite on one
                     connection, for PostgreSQL on as many as the store appends on; the ratio is of the same round
          pace       100 sessions, each appends one event of 300 bytes every 20 ms: how long an append takes
          replay     a server process: a run of 100,000 steps of 120 characters live, then by a new connection with after=0;
                     then with only so many events missed, from before the connect until "caught_up"
          reconnect  a server process: 1,000 sessions, 20 events missed each, all connect at once; then
                     again with the server started anew, cold, where the store outlives it
          The log in memory keeps 64 MiB a session here, lest it forgets the beginning of a run before it is replayed.

        Every event is counted and its order checked; the first of a run and one in 1,024 are parsed as a whole.
        "others, cores" is what other processes used, "stolen" what the hypervisor gave away: above 0.25, measure again.

        Exit codes: 0 measured; 1 not measured (usage, a server that does not start); 2 a server left out, reordered
        or garbled an event; 130 interrupted.

        Examples:
          dotnet build -c Release
          dotnet tests/Reasoning.Benchmarks/bin/Release/net10.0/Reasoning.Benchmarks.dll compare
          … compare --cells stream-100 --rounds 5 -- --Logging:LogLevel:Default=Warning
          … soak -- --Storage:Provider=sqlite --Storage:Path=/var/tmp/soak
          … compare --baseline-command "dotnet ../before/Reasoning.Api.dll --Agents:Load:Enabled=true"
        """;
}
