using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Reasoning.IntegrationTests.Rfc6455;

/// <summary>What one server's HTTP side says of its requests and connections.</summary>
internal sealed class RequestGauge : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _requests;
    private long _upgraded;
    private long _connections;

    public RequestGauge(IServiceProvider services)
    {
        var factory = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, change, _, _) => Count(instrument.Name, change));
        _listener.Start();
    }

    /// <summary>Requests whose pipeline, the log of requests included, has not ended.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    public long Upgraded => Interlocked.Read(ref _upgraded);

    public long Connections => Interlocked.Read(ref _connections);

    public void Dispose() => _listener.Dispose();

    private void Count(string instrument, long change)
    {
        switch (instrument)
        {
            case "http.server.active_requests":
                Interlocked.Add(ref _requests, change);
                break;
            case "kestrel.upgraded_connections":
                Interlocked.Add(ref _upgraded, change);
                break;
            case "kestrel.active_connections":
                Interlocked.Add(ref _connections, change);
                break;
        }
    }
}
