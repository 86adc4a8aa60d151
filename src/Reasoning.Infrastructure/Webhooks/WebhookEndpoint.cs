namespace Reasoning.Infrastructure.Webhooks;

/// <summary>One who is told.</summary>
public sealed class WebhookEndpoint
{
    /// <summary>Where to post.</summary>
    public Uri? Url { get; set; }

    /// <summary>What the posts are signed with: <c>whsec_</c> and 24 to 64 bytes in Base64.</summary>
    public string? Secret { get; set; }
}
