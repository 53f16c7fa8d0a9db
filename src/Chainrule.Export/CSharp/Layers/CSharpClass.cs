using System.Text;
using Chainrule.Layers;
using Chainrule.Networks;

namespace Chainrule.Export.CSharp.Layers;

/// <summary>The parts of a class while the layers are gone through: methods, their calls, the numbers and functions that they need.</summary>
internal sealed class CSharpClass
{
    // So much of a thread's stack nobody misses.
    private const int MostOnTheStack = 1024;

    private readonly List<string> calls = [], methods = [];
    private readonly SortedSet<string> helpers = new(StringComparer.Ordinal);
    private readonly CSharpNumbers numbers = new();
    private readonly List<string> values;
    private readonly bool isUnscaled;
    private int room;

    /// <summary>The parts for a network, whose inputs are scaled first or not, and its outputs at last.</summary>
    internal CSharpClass(NetworkSpec network, bool isScaled, bool isUnscaled)
    {
        this.isUnscaled = isUnscaled;
        values = ["x"];
        if (isScaled) values[0] = Value("a0", network.Inputs, "Scaled(x, a0);");
        Plan plan = network.PredictionPlan;
        for (int l = 1; l <= network.Layers.Count; l++)
        {
            Shape input = l == 1 ? network.Input : plan.Layers[l - 2].Output.Shape;
            CSharpMethod? method = CSharpNetwork.Method(new(numbers, helpers, network.Layers[l - 1], l, input, plan.Layers[l - 1].Output.Shape));
            if (method is null) values.Add(values[^1]);
            else Add(method, network.Layers[l - 1], l, input, plan.Layers[l - 1].Output.Shape);
        }
        if (numbers.ArePacked) helpers.Add(CSharpHelpers.Unpacked);
    }

    /// <summary>The statements that answer for one example: from x to y.</summary>
    internal string Body
    {
        get
        {
            var text = new StringBuilder();
            if (room > 0) text.Append(room <= MostOnTheStack ? $"Span<float> room = stackalloc float[{room}];\n" : $"Span<float> room = Room ??= new float[{room}];\n");
            foreach (string call in calls) text.Append(call).Append('\n');
            return text.Append(isUnscaled ? $"Unscaled({values[^1]}, y);" : $"{values[^1]}.CopyTo(y);").ToString();
        }
    }

    /// <summary>Fields and methods.</summary>
    internal IEnumerable<string> Members => [.. room > MostOnTheStack ? [Room] : Array.Empty<string>(), .. methods, .. helpers, .. numbers.Fields];

    /// <summary>The names of the numbers.</summary>
    internal IEnumerable<string> Names => numbers.Names;

    private const string Room = "// What the layers hand on, for each thread that asks.\n[ThreadStatic]\nprivate static float[]? Room;";

    private void Add(CSharpMethod method, LayerSpec layer, int l, Shape input, Shape output)
    {
        string x = values[^1], a = $"a{l}", more = method.From is int earlier ? $", {values[earlier]}" : "";
        string beside = method.Room > 0 ? $", room.Slice({Take(method.Room)}, {method.Room})" : "";
        string call = method.IsByRow && input.Rows > 1
            ? $"for (int p = 0; p < {input.Rows}; p++) Layer{l}({x}.Slice(p * {input.Columns}, {input.Columns}), {a}.Slice(p * {output.Columns}, {output.Columns}));"
            : $"Layer{l}({x}{more}, {a}{beside});";
        values.Add(Value(a, output.Count, call));
        methods.Add($$"""
            // Layer {{l}}, {{layer.Words}}: {{method.Law}}.
            private static void Layer{{l}}(ReadOnlySpan<float> x{{(more.Length > 0 ? ", ReadOnlySpan<float> from" : "")}}, Span<float> a{{(beside.Length > 0 ? ", Span<float> room" : "")}})
            {
            {{CSharpText.Indented(method.Body, 4)}}
            }
            """);
    }

    private string Value(string name, int count, string call)
    {
        calls.Add($"Span<float> {name} = room.Slice({Take(count)}, {count});\n{call}");
        return name;
    }

    private int Take(int count)
    {
        int at = room;
        room = checked(room + count);
        return at;
    }
}
