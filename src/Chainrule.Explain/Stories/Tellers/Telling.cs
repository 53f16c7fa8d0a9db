using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Stories.Reasons;
using Chainrule.Layers;
using Chainrule.Networks;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Explain.Stories.Tellers;

/// <summary>What every chapter of a story needs: the recording, the layout, the blocks so far, and the choice of what is shown of a large layer.</summary>
internal sealed class Telling(Recording recording, Notations.Notation notation, IAsking? asking)
{
    // Up to these sizes everything is shown; beyond, only the telling ones.
    private const int AllOfKindUpTo = 4, AllUnitsUpTo = 6, AllWeightsUpTo = 16, TellingOnes = 3;

    // A sum of more terms than these shows its largest ones and the rest as one number.
    private const int MostTerms = 5;

    public Recording Recording { get; } = recording;

    public IAsking? Asking { get; } = asking;

    /// <summary>Where the problem comes from, or null.</summary>
    public string? Source { get; init; }

    /// <summary>Whether the network is drawn, with the numbers in it.</summary>
    public bool HasDrawings { get; init; } = true;

    /// <summary>Further steps, or null.</summary>
    public TrainingRun? Training { get; init; }

    /// <summary>The layers that are told, from the inputs on: all of them unless some were asked for.</summary>
    public IReadOnlyList<int> Layers { get; init; } = [.. Enumerable.Range(1, recording.Book.Depth)];

    public Update Update => Recording.Problem.Update;

    /// <summary>The law of the update, or null where it cannot be read.</summary>
    public UpdateLaw? Law { get; } = UpdateLaw.Of(recording.Problem.Update);

    public Notations.Layout Layout { get; } = notation.Layout(recording.Book.HasExampleIndex);

    public Notations.Notation Notation { get; } = notation;

    public AddressBook Book => Recording.Book;

    public NetworkSpec Network => Recording.Problem.Network;

    private bool hasSaidHowToAsk;

    public List<Block> Blocks { get; } = [];

    /// <summary>The example that is told in full; of the others only results are shown.</summary>
    public const int ToldExample = 0;

    public Plan Plan => Book.Plan;

    /// <summary>Whether all layers are dense ones over units, so that what the books say of a network holds for it as a whole.</summary>
    public bool IsDense => Enumerable.Range(1, Book.Depth).All(IsDenseLayer);

    /// <summary>Whether the layer is a dense one over units.</summary>
    public bool IsDenseLayer(int l) => Network.Layers[l - 1] is Dense && Plan.Layers[l - 1].Output.Shape.Sizes.Length == 1;

    /// <summary>Whether the update moves it.</summary>
    public bool IsUpdated(Quantity parameter) => Recording.Problem.UpdateBiases || !parameter.IsBias;

    /// <summary>The largest gradient of a weight in the first told layer from this one on that has any, which teaches most; null if there is none.</summary>
    public Address? Largest(int from)
    {
        Quantity[] told = [.. Plan.Parameters.Where(each => each.Layer >= from && Layers.Contains(each.Layer))];
        Quantity? parameter = told.FirstOrDefault(each => !each.IsBias) ?? told.FirstOrDefault();
        return parameter is null ? null : Book.Of(new Entry(parameter, Form.Gradient)).MaxBy(each => Math.Abs(Recording[each]));
    }

    /// <summary>An address whose answer goes all the way back.</summary>
    public Address Sample() => Largest(1) ?? Book.All().Last(each => each.IsGradient || each.Symbol == Symbol.L);

    public Activation Activation(int layer) => Network.Dense(layer).Activation;

    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    public void Heading(int level, Line text) => Blocks.Add(new Heading(level, text));

    public void Say(params ReadOnlySpan<object> pieces) => Blocks.Add(new Paragraph(Line.Of(pieces)));

    public void Note(params ReadOnlySpan<object> pieces) => Blocks.Add(new Paragraph(Line.Of(pieces)) { IsNote = true });

    /// <summary>The equation between matrices of one layer, with the shapes that have to fit.</summary>
    public void Whole(MatrixEquation equation, int layer, string? shapes) =>
        Blocks.Add(new Equation(null, new WholeLeft(equation, layer), [new Step(new Whole(equation, layer, Activation(layer).Name), shapes)]));

    /// <summary>The equation between matrices for any layer l.</summary>
    public void General(MatrixEquation equation, string name) =>
        Blocks.Add(new Equation(null, new WholeLeft(equation, null), [new Step(new Whole(equation), name)]));

    /// <summary>The numbers of a matrix, or a word about them where there are too many.</summary>
    public void Matrix(Symbol symbol, int layer, string? note = null)
    {
        const int mostRows = 8, mostColumns = 6;
        double[][] rows = Recording.Values(symbol, layer);
        if (rows.Length <= mostRows && rows[0].Length <= mostColumns)
        {
            Blocks.Add(new MatrixBlock(symbol, layer, rows) { Note = note });
            return;
        }
        IEnumerable<double> all = rows.SelectMany(r => r);
        string size = rows.Length == 1 ? $"{rows[0].Length} numbers" : $"{rows.Length} × {rows[0].Length} = {rows.Length * rows[0].Length} numbers";
        Say(new WholeMatrix(symbol, layer == 0 ? "" : layer.ToString()), $" has {size}, from ", all.Min(), " to ", all.Max(), $", {all.Count(n => n == 0)} of them zero. They are left out here.");
    }

    /// <summary>The numbers of any quantity: those of more than two axes part by part.</summary>
    public void Matrix(Quantity quantity)
    {
        const int mostParts = 6, mostNumbers = 48;
        int axes = quantity.Shape.Sizes.Length + (quantity.Shape.IsPerExample ? 1 : 0);
        Symbol symbol = Symbol.Of(quantity);
        if (axes <= 2)
        {
            Matrix(symbol, quantity.Layer);
            return;
        }
        var parts = Book.Of(new Entry(quantity, Form.Number)).GroupBy(each => string.Join(',', each.Indices.SkipLast(2).Prepend(each.Example)));
        foreach (Address[] part in parts.Take(mostParts).Select(each => each.ToArray()))
        {
            if (part.Length > mostNumbers) continue;
            int columns = quantity.Shape.Sizes[^1];
            Address[][] rows = [.. part.Chunk(columns)];
            Blocks.Add(new MatrixBlock(symbol, quantity.Layer, [.. rows.Select(row => row.Select(each => Recording[each]).ToArray())]) { Addresses = rows });
        }
        int left = parts.Count() - mostParts;
        if (left > 0) Note($"{quantity} has {left} parts more.");
        if (parts.First().Count() > mostNumbers) Note($"{quantity} has {quantity.Shape} numbers{(quantity.Shape.IsPerExample ? " for each example" : "")}; they are left out here.");
    }

    private readonly HashSet<string> given = [];

    /// <summary>Gives the reasons of a number that have not been given yet.</summary>
    /// <param name="address">The number.</param>
    /// <param name="givers">Whose reasons; those of all by default.</param>
    public void GiveReasons(Address address, params ReadOnlySpan<Func<Question, IEnumerable<Reason>>> givers)
    {
        foreach (Reason reason in AllReasons.Of(Recording, address, given, LayerTellers.Of, givers)) Blocks.AddRange(reason.Blocks);
    }

    /// <summary>Names the section of a lesson that goes deeper than the chapter, where somebody asks.</summary>
    public void GoDeeper(Passage passage) => Blocks.AddRange(Asking is null ? [] : Passage.Named([passage], Asking));

    /// <summary>Explains one number: its reasons, its formula, the textbook's form of it, the formula with the numbers put in, and the result.</summary>
    public void Explain(Address address)
    {
        GiveReasons(address);
        Equation equation = Equations.Of(Recording, address, MostTerms);
        Blocks.Add(equation);
        if (saidWords || !equation.Steps.Any(step => step.Right is Written { Formula: Formula formula } && (formula.Calls(Function.Expm1) || formula.Calls(Function.Log1p)))) return;
        saidWords = true;
        Note("expm1(x) is e^x − 1 and log1p(x) is ln(1 + x), computed so that they keep their digits where x is so small that the 1 would swallow it.");
    }

    private bool saidWords;

    /// <summary>With several examples: a table of what these units have in each of them.</summary>
    public void Results(Symbol symbol, int l, IReadOnlyList<int> units)
    {
        const int mostExamples = 8, mostUnits = 5;
        if (!Book.HasExampleIndex) return;
        int all = Recording.Problem.Batch.Count, shown = Math.Min(all, mostExamples);
        int[] columns = [.. units.Take(mostUnits)];
        Line[] header = ["example", .. columns.Select(j => Line.Of(new WholeMatrix(symbol, l.ToString()), $" unit {j}"))];
        Found At(int e, int j)
        {
            Address address = Book.At(symbol, l, e, j);
            return new(address, Recording[address]);
        }

        IReadOnlyList<Line> Row(int e) => [e.ToString(), .. columns.Select(j => Line.Of(At(e, j)))];
        Blocks.Add(new Table(header, [.. Enumerable.Range(0, shown).Select(Row)]));
        SayNotShown(shown, all, "examples");
        SayNotShown(columns.Length, units.Count, "units");
    }

    /// <summary>The units of a layer that are shown: all of a small layer, else those with the largest δ, which have most to do with the loss.</summary>
    public IReadOnlyList<int> Units(int layer)
    {
        int count = Network.Dense(layer).Units;
        if (count <= AllUnitsUpTo) return [.. Enumerable.Range(0, count)];
        double[] delta = Recording.Values(Symbol.DZ, layer)[ToldExample];
        return [.. Enumerable.Range(0, count).OrderByDescending(j => Math.Abs(delta[j])).Take(TellingOnes).Order()];
    }

    /// <summary>The weights of a layer that are shown: all of a small layer, else those with the largest gradients.</summary>
    public IReadOnlyList<(int To, int From)> Weights(int layer)
    {
        double[][] dW = Recording.Values(Symbol.DW, layer);
        var all = dW.SelectMany((row, j) => row.Select((g, k) => (To: j, From: k, Size: Math.Abs(g))));
        if (dW.Length * dW[0].Length > AllWeightsUpTo) all = all.OrderByDescending(w => w.Size).Take(TellingOnes);
        return [.. all.Select(w => (w.To, w.From))];
    }

    /// <summary>The numbers of a list that are shown: of the told example, all of a short list, else those with the largest gradients, which have most to do with the loss.</summary>
    public IReadOnlyList<Address> Chosen(Entry entry)
    {
        Quantity quantity = entry.Quantity;
        Address[] all = [.. Book.Of(entry).Take(quantity.Shape.Count)];
        if (all.Length <= AllOfKindUpTo) return [.. all.Where(IsComputed)];
        Symbol by = Book.HasGradient(quantity) ? Symbol.Of(quantity, Form.Gradient) : entry.Symbol;
        HashSet<Address> chosen = [.. all.OrderByDescending(each => Math.Abs(Recording[each.As(by)])).Where(IsComputed).Take(TellingOnes)];
        return [.. all.Where(chosen.Contains)];
    }

    // What a layer sets, such as the weight of what may not be looked at, has no story.
    private bool IsComputed(Address address) => Recording.FormulaOf(address) is not Constant;

    /// <summary>Explains the numbers of a list, those which are told or else those with the largest gradients, and says how many are left out.</summary>
    public void ExplainAll(Entry entry, (Func<Address, bool> Which, string Words)? told = null)
    {
        IReadOnlyList<Address> chosen = told is { } which ? [.. Book.Of(entry).Take(entry.Quantity.Shape.Count).Where(which.Which).Where(IsComputed)] : Chosen(entry);
        SayLeftOut(chosen.Count, entry.Quantity.Shape.Count, $"numbers of {entry}", told?.Words ?? (Book.HasGradient(entry.Quantity) ? "those with the largest gradients" : "the largest"));
        foreach (Address each in chosen) Explain(each);
    }

    /// <summary>Explains how a parameter moves: the number with the largest gradient, and before it what the update keeps beside it.</summary>
    public void ExplainUpdate(Quantity parameter)
    {
        Address most = Book.Of(new Entry(parameter, Form.Updated)).MaxBy(each => Math.Abs(Recording[each.As(Symbol.Of(parameter, Form.Gradient))]));
        foreach (Entry state in Book.StatesOf(parameter)) Explain(most.As(state.Symbol));
        Explain(most);
    }

    /// <summary>Says how many are left out, if any are, and how to see them.</summary>
    public void SayLeftOut(int shown, int all, string things, string chosen)
    {
        if (shown >= all) return;
        Note($"Shown: {shown} of {all} {things}, {chosen}. The other {all - shown} go the same way{(Asking is null || hasSaidHowToAsk ? "." : $"; ask for any of them with: {Asking.WhyAny}")}");
        hasSaidHowToAsk = true;
    }

    /// <summary>Says how many are left out, if any are.</summary>
    public void SayNotShown(int shown, int all, string things)
    {
        if (shown < all) Note($"Shown: the first {shown} of {all} {things}.");
    }
}
