using System.ComponentModel.DataAnnotations;

namespace Reasoning.Api.Security;

/// <summary>Which web pages may use this server; section <c>Origins</c>.</summary>
public sealed class OriginOptions : IValidatableObject
{
    public const string Section = "Origins";

    /// <summary>Origins beside the server's own, as browsers send them: <c>https://app.example.com</c>, without a path.</summary>
    public IList<string> Allowed { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        from origin in Allowed
        where !Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != origin
        select new ValidationResult($"Origins:Allowed has \"{origin}\", which is no origin such as https://app.example.com.");
}
