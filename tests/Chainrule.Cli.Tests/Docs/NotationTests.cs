using Chainrule.Data;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Cli.Tests.Docs;

/// <summary>Every formula in the tables of docs/notation.md, computed beside the engine.</summary>
public class NotationTests
{
    private static readonly double[] Zs = [-2.5, -0.3, 0, 0.7, 3];

    private static IEnumerable<string[]> Table(string header) => Repository.Text("docs/notation.md").Split('\n')
        .SkipWhile(line => line != header).Skip(2).TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Replace("\\|", "¦", StringComparison.Ordinal).Split('|')[1..^1].Select(cell => cell.Replace('¦', '|').Replace("\\(", "(", StringComparison.Ordinal).Trim()).ToArray());

    public static TheoryData<string, string, string> Activations => [.. Table("| name | f(z) | f′(z) |").Select(row => (row[0].Trim('`'), row[1], row[2]))];

    public static TheoryData<string, string, string> Losses => [.. Table("| name | formula | gradient |").Select(row => (row[0].Trim('`'), row[1], row[2]))];

    public static TheoryData<string> OfALayer => [.. Table("| address | printed | shape | what it is | formula |").Select(row => row[4]).Where(formula => formula.Length > 0)];

    public static TheoryData<string, string, string> Updates => [.. Table("| name | address | printed | formula |").Select(row => (row[0].Trim('`'), row[1].Trim('`'), row[3]))];

    [Fact]
    public void The_tables_are_all_there() => Assert.Equal((Activation.All.Count, Loss.All.Count, 7, Update.All.Sum(each => each.States.Count + 1)), (Activations.Count, Losses.Count, OfALayer.Count, Updates.Count));

    private const string Columns = "`nielsen` | `ng` | `pytorch` | `cs231n`";

    public static TheoryData<string, string> Names => [.. ((string[])["printed", "typed"]).SelectMany(how => Table($"| {how} | {Columns} | `mazur` |").Select(row => (how, string.Join('|', row))))];

    public static TheoryData<string> Equations => [.. Table($"| equation | {Columns} |").Select(row => string.Join('|', row))];

    [Fact]
    public void The_tables_of_the_notations_are_all_there()
    {
        Assert.Equal((26, 10), (Names.Count, Equations.Count));
        string text = Repository.Text("docs/notation.md");
        Assert.All(Notation.All, notation => Assert.Contains($"\n| `{notation.Name}`", text, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_notation_writes_a_number_as_its_row_says(string how, string row)
    {
        string[] cells = row.Split('|');
        foreach ((Notation notation, string cell) in Notation.All.Zip(cells[1..]))
        {
            if (cell.Length == 0) continue;
            string address = cells[0].Trim('`');
            var book = new AddressBook(Examples.Named(address is "z1[3,1]" or "L[3]" ? "xor" : "mazur").Problem);
            Address number = book.Parse(address);
            Assert.Equal(cell, how == "typed" ? notation.Typed(number) : new TextPrinter(notation).Variable(number));
        }
    }

    [Theory, MemberData(nameof(Equations))]
    public void A_notation_writes_an_equation_as_its_row_says(string row)
    {
        string[] cells = row.Split('|');
        bool several = cells[0].EndsWith(" of a batch", StringComparison.Ordinal);
        foreach ((Notation notation, string cell) in Notation.All.Zip(cells[1..]))
        {
            Layout layout = notation.Layout(several);
            MatrixEquation equation = cells[0].Split(' ')[0] switch
            {
                "z" => MatrixEquations.PreActivation(layout),
                "BP1" => MatrixEquations.OutputError(),
                "BP2" => MatrixEquations.HiddenError(layout),
                "BP3" => MatrixEquations.BiasGradient(several),
                "BP4" => MatrixEquations.WeightGradient(layout),
                _ => MatrixEquations.Update(Symbol.W),
            };
            var printer = new TextPrinter(notation);
            Assert.Equal(cell, $"{printer.Print(new WholeLeft(equation, null))} = {printer.Print(new Whole(equation))}");
        }
    }

    // In the third step, where something has been kept and t is no longer 1.
    [Theory, MemberData(nameof(Updates))]
    public void An_update_is_what_its_row_says(string name, string address, string formula)
    {
        const double parameter = 0.7, gradient = -0.3, learningRate = 0.25;
        const int t = 3;
        Update update = Update.Named(name);
        double[] old = [0.4, 0.2];
        F64[] states = [.. update.States.Select((_, s) => (F64)old[s])];
        update.Advance<F64>(gradient, states);
        Textbook book = new Textbook().Let("θ", parameter).Let("g", gradient).Let("η", learningRate).Let("t", t)
            .Let("new θ", update.Step<F64>(parameter, gradient, states, learningRate, t).Number);
        foreach (UpdateSetting setting in update.Settings) book.Let(setting.Name switch { "mu" => "μ", "beta1" => "β₁", "beta2" => "β₂", "rho" => "ρ", "lambda" => "λ", _ => "ε" }, setting.Value);
        foreach ((string state, int s) in update.States.Select((state, s) => (state, s))) book.Let(state, states[s].Number).Let($"{state}_old", old[s]);
        string letter = address.EndsWith("W1[j,k]", StringComparison.Ordinal) ? address[..^"W1[j,k]".Length] : "";
        Assert.StartsWith(letter == "new" ? "new θ = " : $"{letter} = ", formula, StringComparison.Ordinal);
        IReadOnlyList<Grid> sides = book.Sides(formula);
        sides[1].AssertNear(sides[0], formula);
    }

    [Theory, MemberData(nameof(Activations))]
    public void An_activation_is_what_its_row_says(string name, string value, string slope)
    {
        Activation f = Activation.Named(name);
        if (!f.IsElementwise)
        {
            AssertSoftmax(f, value, slope);
            return;
        }
        foreach (double z in Zs)
        {
            double a = Row(1, into => f.Apply<F64>([z], into))[0];
            Same(value, a, book => book.Let("z", z));
            Same(slope, f.Slope<F64>(z, a).Number, book => book.Let("z", z).Let("a", a).Let("Φ", x => x.Map(each => 0.5 * (1 + Functions.Erf(each / Math.Sqrt(2))))));
        }
    }

    private static void AssertSoftmax(Activation f, string value, string slope)
    {
        F64[] z = [.. Zs.Select(each => (F64)each)];
        double[] p = Row(z.Length, into => f.Apply(z, into));
        for (int i = 0; i < p.Length; i++)
            for (int j = 0; j < p.Length; j++)
            {
                Same(value, p[j], book => book.Let("zⱼ", Zs[j]).Let("zᵢ", Zs).Let("pⱼ", p[j]));
                F64[] upstream = [.. p.Select((_, k) => (F64)(k == i ? 1 : 0))], a = [.. p.Select(each => (F64)each)];
                double derivative = Row(p.Length, into => f.Pull(upstream, z, a, into))[j];
                Same(slope, derivative, book => book.Let("pᵢ", p[i]).Let("pⱼ", p[j]).Let("δᵢⱼ", i == j ? 1 : 0).Let("∂pᵢ/∂zⱼ", derivative));
            }
    }

    [Theory, MemberData(nameof(Losses))]
    public void A_loss_is_what_its_row_says(string name, string value, string gradient)
    {
        Loss loss = Loss.Named(name);
        Activation output = Activation.Named(loss.OutputActivation ?? "identity");
        F64[] z = [.. Zs.Select(each => (F64)each)], y = loss.IsPaired ? [0.125, 0.5, 0.25, 0, 0.125] : loss == Loss.Hinge ? [-1, 1, -1, 1, 1] : [-0.5, 0.7, 1, 0.2, 1.75];
        double[] a = Row(z.Length, into => output.Apply(z, into)), targets = [.. y.Select(each => each.Number)];
        F64[] outputs = [.. a.Select(each => (F64)each)];
        double[] start = Row(z.Length, into => loss.Start(outputs, y, 1, into));
        Textbook Given(Textbook book) => (loss.IsPaired ? book : book.Let("a", a)).Let("y", targets).Let("z", Zs).Let("m", z.Length)
            .Let("softmax", x => Row(z.Length, into => F64.Softmax([.. x.Rows[0].Select(each => (F64)each)], into)));
        Same(value, loss.OfExample(z, outputs, y).Number, Given);
        Same(gradient, start, book => Given(book).Let("a", a).Let("p", a).Let("dZ", start));
    }

    [Theory, MemberData(nameof(OfALayer))]
    public void A_quantity_of_a_layer_is_what_its_row_says(string formula)
    {
        Activation tanh = Activation.Named("tanh");
        NetworkSpec network = new([new(tanh, [[.5, -1], [.25, 2], [-.75, 1]], [.1, -.2, .3]), new(tanh, [[1, -.5, .25], [.5, .75, -1]], [.4, -.6])], Loss.Named("mse"));
        Recording at = Recording.Of(new Problem(network, new Batch([[.5, -1], [2, .25]], [[1, 0], [-.5, .5]])));
        foreach ((Symbol parameter, Symbol itsGradient, Symbol itsNew) in new[] { (Symbol.W, Symbol.DW, Symbol.NewW), (Symbol.B, Symbol.DB, Symbol.NewB) })
        {
            Textbook book = new Textbook()
                .Let("Z", at.Values(Symbol.Z, 2)).Let("A", at.Values(Symbol.A, 2)).Let("W", at.Values(Symbol.W, 2)).Let("b", at.Values(Symbol.B, 2))
                .Let("A_prev", at.Values(Symbol.A, 1)).Let("dA_prev", at.Values(Symbol.DA, 1)).Let("dA", at.Values(Symbol.DA, 2)).Let("dZ", at.Values(Symbol.DZ, 2))
                .Let("dW", at.Values(Symbol.DW, 2)).Let("db", at.Values(Symbol.DB, 2)).Let("η", at.Problem.LearningRate)
                .Let("θ", at.Values(parameter, 2)).Let("∂L/∂θ", at.Values(itsGradient, 2)).Let("new θ", at.Values(itsNew, 2))
                .Let("f", z => z.Map(Math.Tanh)).Let("f′", z => z.Map(each => tanh.Slope<F64>(each, Math.Tanh(each)).Number));
            IReadOnlyList<Grid> sides = book.Sides(formula);
            sides[1].AssertNear(sides[0], formula);
        }
    }

    [Theory]
    [InlineData("1/m Σ (a − y)²", 5.0 / 3)]
    [InlineData("−Σ (y ln a + (1 − y) ln(1 − a))", double.NaN)]
    [InlineData("½ Σ h(a − y), h(d) = d where d > 1, else 4d", 3)]
    [InlineData("2/m (a − y)·3/√(a²/4) + e^(−0)", 0)]
    public void The_textbook_is_read_as_people_read_it(string text, double wanted)
    {
        Grid got = new Textbook().Let("a", new double[] { 1, 2, 4 }).Let("y", new double[] { 0, 0, 4 }).Let("m", 3).Sides(text)[0];
        if (wanted != 0) Assert.Equal(wanted, got.Number, 1e-15);
        else got.AssertNear(new double[] { 5, 5, 1 }, text);
    }

    [Fact]
    public void A_wrong_formula_would_be_noticed()
    {
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => An_activation_is_what_its_row_says("elu", "z where z > 0, else eᶻ", "1 where z > 0, else eᶻ"));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => A_loss_is_what_its_row_says("mse", "1/m Σ (a − y)²", "(a − y)"));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => A_quantity_of_a_layer_is_what_its_row_says("dW = dZᵀ·A"));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => An_update_is_what_its_row_says("adam", "vW1[j,k]", "v = β₂·v_old + (1 − β₁)·g²"));
    }

    private delegate void Filling(Span<F64> into);

    private static double[] Row(int length, Filling fill)
    {
        var row = new F64[length];
        fill(row);
        return [.. row.Select(each => each.Number)];
    }

    private static void Same(string formula, Grid engine, Func<Textbook, Textbook> given)
    {
        foreach (Grid side in given(new()).Sides(formula)) side.AssertNear(engine, formula);
    }
}
