using System.Reflection;
using Microsoft.Extensions.Configuration;
using Reasoning.Application.Agents;
using Reasoning.Application.Agents.Loop;

namespace Reasoning.Infrastructure.Agents;

/// <summary>
/// The assemblies with agents of a team's own, which <c>Agents:Assemblies</c> names. They are loaded into the server and may
/// do whatever it may: whoever writes its configuration trusts them.
/// </summary>
internal static class AgentAssemblies
{
    private const string Section = "Agents:Assemblies";

    /// <summary>What is looked for: public classes that are one of these.</summary>
    public static Type[] Ports { get; } = [typeof(IAgent), typeof(IBatchAgent), typeof(IToolSource)];

    /// <exception cref="InvalidOperationException">A file is missing, cannot be loaded, or holds nothing of use.</exception>
    public static IReadOnlyList<Assembly> Load(IConfiguration configuration) =>
        [.. configuration.GetSection(Section).GetChildren().Select(entry => Load(entry.Path, Path.GetFullPath(entry.Value ?? "", AppContext.BaseDirectory)))];

    private static Assembly Load(string setting, string file)
    {
        if (!File.Exists(file))
            throw new InvalidOperationException($"{setting}: there is no file {file}.");

        Type[] types;
        try
        {
            // What it needs beside the server's own assemblies is looked for where it lies.
            types = Assembly.LoadFrom(file).GetExportedTypes();
        }
        catch (Exception failure) when (failure is BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException)
        {
            throw new InvalidOperationException($"{setting}: {file} cannot be loaded: {failure.Message}", failure);
        }

        return types.FirstOrDefault(type => type is { IsClass: true, IsAbstract: false } && Ports.Any(port => type.IsAssignableTo(port)))?.Assembly
            ?? throw new InvalidOperationException(
                $"{setting}: {file} has no public class that is an {string.Join(" or an ", Ports.Select(port => port.Name))}.");
    }
}
