using System.Text;
using Chainrule.Data;
using Chainrule.Export.CSharp;
using Chainrule.Export.CSharp.Layers;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Export;

/// <summary>
/// A network as one C# file that needs nothing else: a class with its numbers, a method a layer in plain loops, scaling, and <c>Predict(ReadOnlySpan&lt;float&gt;, Span&lt;float&gt;)</c>, which allocates
/// nothing and which any number of threads may call. It wants C# 12 and .NET 8, or later.
/// </summary>
/// <remarks>
/// Arrays of more than some thousand numbers are packed, so that a large network compiles fast too: they are unpacked once, before the first call. A large network keeps room of its own for each thread
/// that calls. What a network answers with <see cref="Networks.Predictor"/> the class answers, but for rounding.
/// </remarks>
public static class CSharpFile
{
    // Names that the text uses for other things.
    private static readonly string[] Taken =
        ["Inputs", "Outputs", "InputNames", "ClassNames", "Predict", "One", "Scaled", "Offset", "Scale", "Unscaled", "TargetOffset", "TargetScale", "Room", "Softmax", "Erf", "Affine", "Unpacked", "Math", "MathF", "Span", "ReadOnlySpan", "ArgumentException", "ThreadStatic", "System"];

    /// <summary>The text of the file.</summary>
    /// <exception cref="ProblemException">
    /// A layer or an activation is one of your own, the scaler or the names do not fit to the network, a number is larger than any float, or the class or its namespace cannot have that name.
    /// </exception>
    /// <exception cref="ArgumentNullException">The model is null.</exception>
    public static string Text(PortableModel model, CSharpOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        model.Check();
        CSharpClass parts = new(model.Network, model.Scaler is not null, model.TargetScaler is not null);
        CheckNames(options, parts);
        List<string> members =
        [
            $"/// <summary>How many numbers an example has, and how many an answer.</summary>\npublic const int Inputs = {model.Network.Inputs}, Outputs = {model.Network.Outputs};",
            .. Names("InputNames", "The name of each input.", model.InputNames), .. Names("ClassNames", "The name of each class, in the order of the outputs.", model.ClassNames),
            Predict, $"private static void One(ReadOnlySpan<float> x, Span<float> y)\n{{\n{CSharpText.Indented(parts.Body, 4)}\n}}", .. Scaling(model.Scaler, model.TargetScaler), .. parts.Members,
        ];
        var text = new StringBuilder("// Written by Chainrule. It needs nothing but .NET.\n#nullable enable\nusing System;\n\n");
        if (options.Namespace is not null) text.Append($"namespace {CSharpText.Name(options.Namespace)};\n\n");
        text.Append($"/// <summary>{model.Network}.</summary>\npublic static class {CSharpText.Name(options.Class)}\n{{\n");
        return text.AppendJoin("\n\n", members.Select(member => CSharpText.Indented(member, 4))).Append("\n}\n").ToString();
    }

    private static void CheckNames(CSharpOptions options, CSharpClass parts)
    {
        Given.NotNull(options.Class);
        if (!CSharpText.IsName(options.Class)) throw new ProblemException($"the class: got the name \"{Shown.Text(options.Class)}\", wanted letters, digits and underscores, such as \"Moons\"");
        if (options.Namespace?.Split('.').FirstOrDefault(part => !CSharpText.IsName(part)) is not null)
            throw new ProblemException($"the namespace: got the name \"{Shown.Text(options.Namespace)}\", wanted names with points between them, such as \"My.Models\"");
        string? taken = (options.Namespace?.Split('.') ?? []).Append(options.Class).FirstOrDefault(name => Taken.Contains(name) || parts.Names.Contains(name) || IsLayer(name));
        if (taken is not null) throw new ProblemException($"the name \"{taken}\" means something else within the class; wanted another one, such as \"My{taken}\"");
    }

    private static bool IsLayer(string name) => name.StartsWith("Layer", StringComparison.Ordinal) && name.Length > 5 && name[5..].All(char.IsAsciiDigit);

    private static IEnumerable<string> Names(string member, string summary, IReadOnlyList<string> names) => names.Count == 0
        ? []
        : [$"/// <summary>{summary}</summary>\npublic static readonly string[] {member} =\n[\n{CSharpText.Indented(CSharpText.Wrapped(names.Select(CSharpText.Quoted)), 4)}\n];"];

    private const string Predict = """
        /// <summary>y = the answers for x: so many examples, one after the other, give as many answers.</summary>
        /// <exception cref="ArgumentException">x is no whole number of examples, or y has not as many.</exception>
        public static void Predict(ReadOnlySpan<float> x, Span<float> y)
        {
            int examples = x.Length / Inputs;
            if (x.Length != examples * Inputs) throw new ArgumentException($"got {x.Length} numbers, wanted a multiple of {Inputs}", nameof(x));
            if (y.Length != examples * Outputs) throw new ArgumentException($"got room for {y.Length} numbers, wanted {examples * Outputs}: {Outputs} for each of {examples} examples", nameof(y));
            for (int e = 0; e < examples; e++) One(x.Slice(e * Inputs, Inputs), y.Slice(e * Outputs, Outputs));
        }
        """;

    private static IEnumerable<string> Scaling(Scaler? inputs, Scaler? targets)
    {
        if (inputs is not null)
        {
            yield return """
                // In doubles, since a mean may be large and what differs from it small.
                private static void Scaled(ReadOnlySpan<float> x, Span<float> a)
                {
                    for (int i = 0; i < a.Length; i++) a[i] = (float)((x[i] - Offset[i]) / Scale[i]);
                }
                """;
            yield return Doubles("Offset", inputs.Offset);
            yield return Doubles("Scale", inputs.Scale);
        }
        if (targets is not null)
        {
            yield return """
                // In the units of the data.
                private static void Unscaled(ReadOnlySpan<float> a, Span<float> y)
                {
                    for (int i = 0; i < y.Length; i++) y[i] = (float)(a[i] * TargetScale[i] + TargetOffset[i]);
                }
                """;
            yield return Doubles("TargetOffset", targets.Offset);
            yield return Doubles("TargetScale", targets.Scale);
        }
    }

    private static string Doubles(string name, ReadOnlySpan<double> numbers) =>
        $"private static ReadOnlySpan<double> {name} =>\n[\n{CSharpText.Indented(CSharpText.Wrapped(numbers.ToArray().Select(CSharpText.Double)), 4)}\n];";
}
