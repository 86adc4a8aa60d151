using Reasoning.Benchmarks.Baseline;
using Reasoning.Benchmarks.Ceiling;
using Reasoning.Benchmarks.Cli;
using Reasoning.Benchmarks.Models;
using Reasoning.Benchmarks.SignalR;

// The servers are dispatched before anything else: what happens here counts into their start-up time.
return args switch
{
    ["baseline", .. var rest] => await BaselineServer.RunAsync(rest),
    ["signalr", .. var rest] => await SignalRServer.RunAsync(rest),
    ["ceiling", .. var rest] => await CeilingServer.RunAsync(rest),
    ["provider", .. var rest] => await ProviderServer.RunAsync(rest),
    ["reader", .. var rest] => await ReaderServer.RunAsync(rest),
    _ => await ClientCommands.RunAsync(args),
};
