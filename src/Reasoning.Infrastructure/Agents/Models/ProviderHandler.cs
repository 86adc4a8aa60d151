using System.Buffers;
using System.Text;
using Reasoning.Application.Agents.Loop;
using Reasoning.Infrastructure.Agents.Models.Failures;

namespace Reasoning.Infrastructure.Agents.Models;

/// <summary>Tells every refusal in the loop's words before a provider's client tells it in its own.</summary>
/// <param name="key">It must not get into a log, and a provider may repeat it.</param>
internal sealed class ProviderHandler(HttpMessageHandler inner, string? key, TimeProvider time) : DelegatingHandler(inner)
{
    private const int MaxBody = 4096;

    /// <exception cref="ModelException">The provider cannot be reached, or does not do what it was asked.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new ModelException(ModelFailure.Unavailable, innerException: exception);
        }

        if (answer.IsSuccessStatusCode)
        {
            answer.Content = await LimitAsync(answer.Content, cancellationToken);
            return answer;
        }

        using (answer)
            throw Refusal.Of(answer, await ReadAsync(answer.Content, cancellationToken), time.GetUtcNow());
    }

    private static async Task<HttpContent> LimitAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var limited = new StreamContent(new TurnStream(await content.ReadAsStreamAsync(cancellationToken)));
        foreach (var (name, values) in content.Headers)
            limited.Headers.TryAddWithoutValidation(name, values);
        return limited;
    }

    private async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxBody);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, MaxBody), MaxBody, throwOnEndOfStream: false, cancellationToken);
            var body = Encoding.UTF8.GetString(buffer.AsSpan(0, length));
            if (key is null)
                return body;

            // Where it was cut there may be a part of a key.
            var whole = body.Replace(key, "[key]", StringComparison.Ordinal);
            return length < MaxBody ? whole : whole[..^Math.Min(whole.Length, key.Length)];
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return "";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
