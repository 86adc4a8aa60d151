using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;

namespace Reasoning.Infrastructure.Agents;

/// <summary>Checks settings that are not options of the whole server: those of one agent, or of one model.</summary>
internal static class SectionValidation
{
    /// <exception cref="InvalidOperationException">A setting has no such value.</exception>
    public static void Validate(this IConfigurationSection section, object settings)
    {
        try
        {
            Validator.ValidateObject(settings, new ValidationContext(settings), validateAllProperties: true);
        }
        catch (ValidationException exception)
        {
            throw section.Wrong(exception.Message, exception);
        }
    }

    public static InvalidOperationException Wrong(this IConfigurationSection section, string message, Exception? innerException = null) =>
        new($"{section.Path}: {message}", innerException);
}
