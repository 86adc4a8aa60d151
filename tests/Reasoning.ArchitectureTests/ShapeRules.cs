using System.Reflection;
using System.Runtime.CompilerServices;
using FluentValidation;
using MediatR;

namespace Reasoning.ArchitectureTests;

/// <summary>What types look like. Each rule names those that break it.</summary>
internal static class ShapeRules
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Names { get; } = [.. All.Keys];

    public static IReadOnlyList<string> Broken(string name, IEnumerable<Type> types) =>
        [.. types.Where(All[name]).Select(type => type.FullName!).Order(StringComparer.Ordinal)];

    private static Dictionary<string, Func<Type, bool>> All => new()
    {
        ["concrete classes are sealed"] = type => type is { IsClass: true, IsAbstract: false, IsSealed: false },
        ["handlers are internal"] = type => Requests(type, typeof(IRequestHandler<,>)).Any() && type.IsVisible,
        ["validators are internal"] = type => Requests(type, typeof(IValidator<>)).Any() && type.IsVisible,
        ["a handler lives beside its request"] = type => Requests(type, typeof(IRequestHandler<,>)).Any(request => request.Namespace != type.Namespace),
        ["a validator lives beside its request"] = type => Requests(type, typeof(IValidator<>)).Any(request => request.Namespace != type.Namespace),
        ["a handler is named after its request"] = type => Requests(type, typeof(IRequestHandler<,>)).Any(request => type.Name != request.Name + "Handler"),
        ["ids are readonly record structs"] = type => type.Name.EndsWith("Id", StringComparison.Ordinal) && !IsReadonlyRecordStruct(type),
        ["interfaces are ports"] = type => type.IsInterface &&
            (type.Namespace!.Contains(".Domain", StringComparison.Ordinal) || type.Namespace.Contains(".Api", StringComparison.Ordinal)),
        ["nothing is async void"] = type => type.GetMethods(Declared)
            .Any(method => method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute))),
        ["a cancellation token comes last"] = type => type.GetMethods(Declared).Any(method =>
            method.GetParameters() is { Length: > 1 } parameters && !method.Name.Contains('<', StringComparison.Ordinal) &&
            parameters.SkipLast(1).Any(parameter => parameter.ParameterType == typeof(CancellationToken)) && !IsPipelineBehavior(type)),
    };

    private static IEnumerable<Type> Requests(Type type, Type port) =>
        type is { IsClass: true, IsAbstract: false }
            ? type.GetInterfaces().Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == port)
                .Select(one => one.GetGenericArguments()[0]).Where(request => !request.IsGenericParameter)
            : [];

    private static bool IsReadonlyRecordStruct(Type type) =>
        type.IsValueType && type.IsDefined(typeof(IsReadOnlyAttribute)) &&
        type.GetMethod("PrintMembers", Declared) is not null;

    // MediatR 5.1.0 has it in the middle.
    private static bool IsPipelineBehavior(Type type) =>
        type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IPipelineBehavior<,>));
}
