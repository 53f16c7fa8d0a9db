using System.Text.Json;
using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Tests.Recordings;
using Chainrule.Explain.Tests.Stories;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Testing.Printed;
using Chainrule.Tests.Networks;
using Samples = Chainrule.Explain.Tests.Stories.Samples;

namespace Chainrule.Explain.Tests.Rendering;

/// <summary>What a program reads: each expression must come to its value, and each number must lead back to the given ones.</summary>
public class JsonFormatTests
{
    private static readonly Words NoWords = new([]), Functions = new(Calculator.ForMachines);

    [Theory]
    [MemberData(nameof(Samples.ExampleNames), MemberType = typeof(Samples))]
    public void An_example_can_be_computed_again(string example) => AssertRight(Examples.Named(example).Problem);

    [Fact]
    public void Every_rule_can_be_computed_again()
    {
        foreach (Problem problem in Samples.OfEveryRule()) AssertRight(problem);
    }

    [Theory]
    [InlineData(1000, 1000)]
    [InlineData(1, -1000)]
    [InlineData(-1000, 1)]
    [InlineData(30, -30)]
    [InlineData(1e-9, 1e-9)]
    [InlineData(1e-9, -20)]
    [InlineData(0, 0)]
    public void Pre_activations_of_any_size_can_be_computed_again(double weights, double biases)
    {
        foreach (Problem problem in Samples.OfEveryRule()) AssertRight(Samples.Scaled(problem, weights, biases));
    }

    [Theory]
    [MemberData(nameof(UpdateRecordingTests.Updates), MemberType = typeof(UpdateRecordingTests))]
    public void What_an_update_keeps_can_be_computed_again(string update)
    {
        foreach (string example in (string[])["mazur", "xor", "attention", "embedding"]) AssertRight(Samples.Updated(example, Update.Named(update)));
    }

    [Fact]
    public void Nothing_is_written_before_everything_is_verified()
    {
        Recording recording = Recording.Of(Examples.Named("mazur").Problem);
        Address weight = recording.Book.Parse("W2[0,0]"), sum = recording.Book.Parse("z2[0]");
        var place = recording.Book.PlaceOf(weight)!.Value;
        // Given numbers can still be changed: then the formulas that read it come to something else than what was computed.
        Value given = recording.Matrix(new(place.Quantity, Form.Number))[place.Row, place.Column];
        given.Data += 1;
        foreach (Action<Stream> write in (Action<Stream>[])[stream => JsonFormat.Write(recording, stream), stream => JsonFormat.Write(new[] { weight, sum }.Select(each => ExplainedNumber.Of(recording, each)), stream)])
        {
            using var stream = new MemoryStream();
            Assert.Throws<ExplanationException>(() => write(stream));
            Assert.Equal(0, stream.Length);
        }
    }

    [Fact]
    public void Random_networks_can_be_computed_again() => RandomProblems.Any().Holds(AssertRight, times: 30);

    private static JsonElement Json(Recording recording)
    {
        using var stream = new MemoryStream();
        JsonFormat.Write(recording, stream);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    internal static void AssertRight(Problem problem)
    {
        Recording recording = Recording.Of(problem);
        JsonElement json = Json(recording);
        var numbers = json.GetProperty("numbers").EnumerateArray().ToDictionary(number => number.GetProperty("address").GetString()!);
        Assert.Equal(recording.Book.All().Select(address => address.ToString()), numbers.Keys);
        var names = new Words(numbers.Keys);
        foreach ((string address, JsonElement number) in numbers) AssertNumber(address, number, numbers, names);
        AssertLeadsToGiven(numbers);
        AssertLayers(json, problem);
    }

    private static void AssertNumber(string address, JsonElement number, Dictionary<string, JsonElement> numbers, Words names)
    {
        string expression = number.GetProperty("expression").GetString()!, formula = number.GetProperty("formula").GetString()!;
        string signs = Calculator.ForMachines.Aggregate(expression, (text, function) => text.Replace(function, "(", StringComparison.Ordinal));
        Assert.Matches("^[0-9.e+*/(),-]+$", signs);

        Reading read = FormulaReader.Read(expression, NoWords, Functions);
        Assert.False(read.HasNestedSum, $"{address}: a sum stands inside a sum in {expression}");
        double value = number.GetProperty("value").GetDouble(), computed = Compute(read).Number, largest = LargestTerm(read);
        // What is below the normal range has fewer digits, and a factor before it makes it no better.
        Assert.True(Math.Abs(value - computed) <= 1e-12 * largest + 1e-318, $"{address} is {value:R}, but {expression} comes to {computed:R}");

        string[] from = [.. number.GetProperty("from").EnumerateArray().Select(each => each.GetString()!)];
        if (formula == "given")
        {
            Assert.Empty(from);
            return;
        }
        Reading letters = FormulaReader.Read(formula, names, Calculator.All);
        Assert.Equal(letters.All().Where(each => each.What == Reading.Name).Select(each => each.Text).ToHashSet(), from.ToHashSet());
        Bounded textbook = Calculator.Compute(letters, Calculator.Exact, name => numbers[name].GetProperty("value").GetDouble());
        // The textbook's form may overflow, or lose all digits, where the expression does not.
        if (double.IsFinite(textbook.Number) && double.IsFinite(textbook.Error))
            Assert.True(Math.Abs(textbook.Number - value) <= textbook.Error + 1e-12 * largest + 1e-318, $"{address} is {value:R}, but {formula} comes to {textbook}");
    }

    // Of a product of sums, the largest term there would be if it were multiplied out: that is what its rounding depends on.
    private static double LargestTerm(Reading formula) => formula.What switch
    {
        Reading.Sum => formula.Parts.Max(LargestTerm),
        Reading.Product => LargestTerm(formula.Parts[0]) * LargestTerm(formula.Parts[1]),
        Reading.Negative => LargestTerm(formula.Parts[0]),
        // One rounding of x, relative to x, is one of ln x relative to 1.
        "log" => Math.Max(1, Math.Abs(Compute(formula).Number)),
        _ => Math.Abs(Compute(formula).Number),
    };

    private static Bounded Compute(Reading formula) => Calculator.Compute(formula, Calculator.Exact, name => throw new FormatException($"{name} in an expression of numbers"));

    // From each number its from, and theirs in turn, end at given ones and never come back.
    private static void AssertLeadsToGiven(Dictionary<string, JsonElement> numbers)
    {
        var done = new HashSet<string>();
        var open = new HashSet<string>();
        void Visit(string address)
        {
            if (done.Contains(address)) return;
            Assert.True(open.Add(address), $"{address} comes from itself");
            string[] from = [.. numbers[address].GetProperty("from").EnumerateArray().Select(each => each.GetString()!)];
            // What a law sets, such as the weight of what may not be looked at, comes from nothing.
            if (from.Length == 0 && numbers[address].GetProperty("formula").GetString() is not "given" and string constant) Assert.True(double.TryParse(constant, out _), $"{address} comes from nothing: {constant}");
            foreach (string each in from) Visit(each);
            open.Remove(address);
            done.Add(address);
        }
        foreach (string address in numbers.Keys) Visit(address);
    }

    private static void AssertLayers(JsonElement json, Problem problem)
    {
        (Network<F64> network, Workspace<F64> at, Gradients<F64> gradients, Network<F64> updated, UpdateStates<F64> states) = Engine.Step(problem);
        Assert.Equal(at.Loss[0, 0].Number, json.GetProperty("loss").GetDouble());
        JsonElement[] layers = [.. json.GetProperty("layers").EnumerateArray()];
        Assert.Equal(network.Depth, layers.Length);
        for (int l = 1; l <= network.Depth; l++)
        {
            JsonElement layer = layers[l - 1];
            Assert.Equal(l, layer.GetProperty("layer").GetInt32());
            if (network.Spec.Layers[l - 1] is not Dense dense || network.Plan.Layers[l - 1].Output.Shape.Sizes.Length != 1)
            {
                AssertKind(layer, network, at, gradients, updated, states, problem, l);
                continue;
            }
            Assert.Equal(dense.Activation.Name, layer.GetProperty("activation").GetString());
            Assert.Equal(Engine.Rows(at.Z[l]), Rows(layer.GetProperty("z")));
            Assert.Equal(Engine.Rows(at.A[l]), Rows(layer.GetProperty("a")));
            Assert.Equal(Engine.Rows(at.dZ[l]), Rows(layer.GetProperty("dZ")));
            Assert.Equal(Engine.Rows(gradients.dW[l]), Rows(layer.GetProperty("dW")));
            Assert.Equal(Engine.Rows(gradients.db[l])[0], Row(layer.GetProperty("db")));
            Assert.Equal(Engine.Rows(updated.W[l]), Rows(layer.GetProperty("newW")));
            Assert.Equal(Engine.Rows(updated.b[l])[0], Row(layer.GetProperty("newB")));
            foreach (string state in problem.Update.States)
            {
                Assert.Equal(Engine.Rows(states[network.Plan.Find("W", l)!, state]), Rows(layer.GetProperty($"{state}W")));
                if (problem.UpdateBiases) Assert.Equal(Engine.Rows(states[network.Plan.Find("b", l)!, state])[0], Row(layer.GetProperty($"{state}B")));
            }
            bool fused = l == network.Depth && problem.Network.Loss.IsPaired;
            Assert.Equal(fused ? JsonValueKind.Null : JsonValueKind.Array, layer.GetProperty("dA").ValueKind);
            if (!fused) Assert.Equal(Engine.Rows(at.dA[l]), Rows(layer.GetProperty("dA")));
        }
    }

    // Every quantity of the plan has its field, nested as its shape; and nothing else has one.
    private static void AssertKind(JsonElement layer, Network<F64> network, Workspace<F64> at, Gradients<F64> gradients, Network<F64> updated, UpdateStates<F64> states, Problem problem, int l)
    {
        var expected = new List<string> { "layer" };
        bool isDense = network.Spec.Layers[l - 1] is Dense;
        expected.AddRange(isDense ? ["activation"] : ["kind", "words"]);
        if (!isDense) Assert.Equal(network.Spec.Layers[l - 1].Kind, layer.GetProperty("kind").GetString());
        void Same(string name, Quantity quantity, Matrix<F64> numbers)
        {
            expected.Add(name);
            if (!layer.TryGetProperty(name, out JsonElement found)) Assert.Fail($"{name} of layer {l} is missing");
            for (int row = 0; row < numbers.Rows; row++)
                for (int column = 0; column < numbers.Columns; column++)
                {
                    JsonElement cell = found;
                    if (quantity.Shape.IsPerExample) cell = cell[row / quantity.Shape.Rows];
                    foreach (int index in quantity.Shape.IndexOf(row % quantity.Shape.Rows, column)) cell = cell[index];
                    Assert.Equal(numbers[row, column].Number, cell.GetDouble());
                }
        }
        foreach (Quantity quantity in network.Plan.Quantities.Where(each => each.Layer == l && !each.IsCopy))
        {
            string upper = char.ToUpperInvariant(quantity.Letter[0]) + quantity.Letter[1..];
            bool isParameter = quantity.Role == Role.Parameter;
            if (!isDense || !isParameter) Same(quantity.Letter, quantity, isParameter ? network[quantity] : at[quantity]);
            if (isParameter)
            {
                Same($"d{quantity.Letter}", quantity, gradients[quantity]);
                Same($"new{upper}", quantity, updated[quantity]);
                if (problem.UpdateBiases || !quantity.IsBias)
                    foreach (string state in states.Update.States) Same(state + upper, quantity, states[updated.Plan.Find(quantity.Letter, l)!, state]);
            }
            else if (quantity.Role == Role.Value && at.HasGradient(quantity)) Same($"d{upper}", quantity, at.Gradient(quantity));
            else if (isDense && quantity.Letter == "a") expected.Add("dA");
        }
        Assert.Equal(expected.Order(), layer.EnumerateObject().Select(each => each.Name).Order());
    }

    private static double[] Row(JsonElement row) => [.. row.EnumerateArray().Select(number => number.GetDouble())];

    private static double[][] Rows(JsonElement rows) => [.. rows.EnumerateArray().Select(Row)];

    [Fact]
    public void An_expression_that_does_not_come_to_its_value_is_noticed()
    {
        JsonElement json = Json(Recording.Of(Examples.All[0].Problem));
        var numbers = json.GetProperty("numbers").EnumerateArray().ToDictionary(number => number.GetProperty("address").GetString()!);
        var names = new Words(numbers.Keys);
        string right = numbers["z1[0]"].GetRawText();
        foreach ((string good, string wrong) in ((string, string)[])[("0.15*", "0.1500000001*"), ("0.35", "(0.1+0.25)"), ("x[1]", "x[0]"), ("0.05", "0x05"), ("0.35", "pow(0.35,1)")])
        {
            using JsonDocument tampered = JsonDocument.Parse(right.Replace(good, wrong, StringComparison.Ordinal));
            Assert.NotEqual(right, tampered.RootElement.GetRawText());
            Assert.ThrowsAny<Exception>(() => AssertNumber("z1[0]", tampered.RootElement, numbers, names));
        }
    }

    [Theory]
    [MemberData(nameof(Samples.ExampleNames), MemberType = typeof(Samples))]
    public void An_example_is_written_as_stored(string example)
    {
        using var stream = new MemoryStream();
        JsonFormat.Write(Recording.Of(Examples.Named(example).Problem), stream);
        // Each machine's own exp and tanh may differ in the last digit: what is stored is compared to twelve.
        Golden.Check(LastDigits.Rounded(System.Text.Encoding.UTF8.GetString(stream.ToArray())) + "\n", $"{example}.json");
    }
}
