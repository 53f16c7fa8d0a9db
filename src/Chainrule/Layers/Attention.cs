using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Layers;

/// <summary>
/// Self-attention over positions, in one or several heads: q, k, v = X·Wᵀ + b each; s = q·kᵀ/√d; p = softmax of each row of s; o = p·v; a = o·Woᵀ + bo. With causal attention a position looks only
/// at itself and at those before it. (Vaswani et al. 2017.)
/// </summary>
/// <param name="Heads">How many heads share the channels of q, k and v; each has d of them.</param>
/// <param name="Query">Weights and biases of q, what a position asks.</param>
/// <param name="Key">Of k, what a position answers to.</param>
/// <param name="Value">Of v, what a position hands on.</param>
/// <param name="Output">Of what is made of o.</param>
/// <param name="IsCausal">Whether a position looks only at itself and at those before it.</param>
public sealed record Attention(int Heads, Projection Query, Projection Key, Projection Value, Projection Output, bool IsCausal = true) : LayerSpec
{
    /// <summary>The kind.</summary>
    public static LayerKind OfKind { get; } = new(
        "attention", ["heads", .. Projection.Keys("query"), .. Projection.Keys("key"), .. Projection.Keys("value"), .. Projection.Keys("output"), "causal"],
        read => new Attention(
            read.Whole("heads", 1), Projection.Read(read, "query"), Projection.Read(read, "key"), Projection.Read(read, "value"), Projection.Read(read, "output"), read.Truth("causal", true)),
        Samples.Sequence, (random, x) =>
        {
            int heads = Samples.From(random, 1, 2), channels = heads * Samples.From(random, 1, 2);
            Projection Of(int units, int inputs) => new(Samples.Table(random, units, inputs), Samples.Row(random, units));
            return new Attention(
                heads, Of(channels, x.Columns), Of(channels, x.Columns), Of(channels, x.Columns), Of(Samples.From(random, 1, 3), channels), random.Below(2) == 0);
        });

    /// <summary>Of q, what a position asks.</summary>
    public Projection Query { get; init => field = Chainrule.Numbers.Given.NotNull(value, nameof(Query)); } = Chainrule.Numbers.Given.NotNull(Query);

    /// <summary>Of k, what a position answers to.</summary>
    public Projection Key { get; init => field = Chainrule.Numbers.Given.NotNull(value, nameof(Key)); } = Chainrule.Numbers.Given.NotNull(Key);

    /// <summary>Of v, what a position hands on.</summary>
    public Projection Value { get; init => field = Chainrule.Numbers.Given.NotNull(value, nameof(Value)); } = Chainrule.Numbers.Given.NotNull(Value);

    /// <summary>Of what is made of o.</summary>
    public Projection Output { get; init => field = Chainrule.Numbers.Given.NotNull(value, nameof(Output)); } = Chainrule.Numbers.Given.NotNull(Output);

    /// <inheritdoc/>
    public override LayerKind Described => OfKind;

    /// <inheritdoc/>
    public override string Words => $"{(IsCausal ? "causal " : "")}attention, {Heads} head{(Heads == 1 ? "" : "s")}";

    /// <inheritdoc/>
    public override IReadOnlyList<(string Key, object Value)> Fields =>
        [("heads", Heads), .. Query.Fields("query"), .. Key.Fields("key"), .. Value.Fields("value"), .. Output.Fields("output"), ("causal", IsCausal)];

    /// <inheritdoc/>
    public override ILayer Place(Plan plan)
    {
        Quantity x = plan.Input();
        if (x.Shape.Sizes.Length != 2 || !x.Shape.EndsInRow) throw new ProblemException($"{plan.At}: {x.Shape} comes in, wanted positions with numbers each, such as 4 × 3; write \"input\": [4, 3] for the network, or put an embedding first");
        int positions = x.Shape.Rows, channels = Query.Weights.Count;
        if (channels == 0) throw new ProblemException($"{plan.At}.queryWeights: empty; wanted a row of weights for each number that goes out");
        if (Heads < 1 || channels % Heads != 0) throw new ProblemException($"{plan.At}.heads: got {Heads}, wanted a divisor of {channels}, the rows of the query's weights");
        Shape row = Shape.Sequence(positions, channels), pairs = new(true, [Heads, positions, positions], 2);
        return new Placed(
            Heads, positions, channels / Heads, IsCausal, x,
            Query.Place(plan, "q", "query", x.Shape.Columns, channels), Key.Place(plan, "k", "key", x.Shape.Columns, channels), Value.Place(plan, "v", "value", x.Shape.Columns, channels),
            Output.Place(plan, "o", "output", channels, Output.Weights.Count),
            plan.Value("q", row), plan.Value("k", row), plan.Value("v", row), plan.Value("s", pairs), plan.Value("p", pairs), plan.Value("o", row),
            plan.Value("a", Shape.Sequence(positions, Output.Weights.Count)));
    }

    private sealed record Placed(
        int Heads, int Positions, int D, bool IsCausal, Quantity X, (Quantity W, Quantity b) ToQ, (Quantity W, Quantity b) ToK, (Quantity W, Quantity b) ToV, (Quantity W, Quantity b) ToA,
        Quantity Q, Quantity K, Quantity V, Quantity S, Quantity P, Quantity O, Quantity A) : ILayer
    {
        public Quantity Output => A;

        private HeadProduct Product(HeadForm form, int dividedByRoot = 1) => new(form, Heads, Positions, dividedByRoot);

        public void Forward(IKernels k)
        {
            k.Affine(X, ToQ.W, ToQ.b, Q);                                    // q = X·Wqᵀ + bq
            k.Affine(X, ToK.W, ToK.b, K);                                    // k = X·Wkᵀ + bk
            k.Affine(X, ToV.W, ToV.b, V);                                    // v = X·Wvᵀ + bv
            k.Product(Product(HeadForm.RowsByRows, D), S, Q, K);             // s = q·kᵀ/√d, in each head
            k.Row(new Looks(Positions, IsCausal), P, S);                     // p = softmax of the positions that may be looked at
            k.Product(Product(HeadForm.Mix), O, P, V);                       // o = p·v
            k.Affine(O, ToA.W, ToA.b, A);                                    // a = o·Woᵀ + bo
        }

        public void Backward(IKernels k)
        {
            Back(k, A, ToA, O);                                              // undoes a = o·Woᵀ + bo
            k.Product(Product(HeadForm.RowsByRows), P.d, O.d, V);            // undoes o = p·v, for p: dp = do·vᵀ
            k.Product(Product(HeadForm.MixTurned), V.d, P, O.d);             //                 for v: dv = pᵀ·do
            k.Row(new LooksBack(Positions, IsCausal), S.d, P.d, P);          // undoes p = softmax: ds = p ⊙ (dp − ⟨dp, p⟩)
            k.Product(Product(HeadForm.Mix, D), Q.d, S.d, K);                // undoes s = q·kᵀ/√d, for q: dq = ds·k/√d
            k.Product(Product(HeadForm.MixTurned, D), K.d, S.d, Q);          //                     for k: dk = dsᵀ·q/√d
            Back(k, V, ToV, X);                                              // undoes v = X·Wvᵀ + bv
            Back(k, K, ToK, X);                                              // undoes k = X·Wkᵀ + bk
            Back(k, Q, ToQ, X);                                              // undoes q = X·Wqᵀ + bq; X has been read three times, so three gradients add up
        }

        private static void Back(IKernels k, Quantity z, (Quantity W, Quantity b) to, Quantity x)
        {
            k.Keep(to.W, z, x);
            k.Keep(to.b, z);
            k.Back(z, to.W, x);
        }
    }

    // softmax of the scores of the positions that may be looked at; 0 for the others.
    private sealed record Looks(int Positions, bool IsCausal) : IRowLaw
    {
        internal static int Seen(int row, int positions, bool isCausal) => isCausal ? row % positions + 1 : positions;

        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            int seen = Seen(of.Index, Positions, IsCausal);
            T.Softmax(of[0][..seen], into[..seen]);
            into[seen..].Fill(0.0);
        }
    }

    // ds = p ⊙ (dp − ⟨dp, p⟩), the Jacobian of the softmax times dp; what may not be looked at has no part in it.
    private sealed record LooksBack(int Positions, bool IsCausal) : IRowLaw
    {
        public void Row<T>(Rows<T> of, Span<T> into) where T : struct, IReal<T>
        {
            int seen = Looks.Seen(of.Index, Positions, IsCausal);
            ReadOnlySpan<T> dp = of[0], p = of[1];
            T mean = dp[0] * p[0];
            for (int j = 1; j < seen; j++) mean += dp[j] * p[j];
            for (int j = 0; j < seen; j++) into[j] = p[j] * (dp[j] - mean);
            into[seen..].Fill(0.0);
        }
    }
}

/// <summary>Weights and biases of a product within a layer: a row of weights and a bias for each number that goes out.</summary>
/// <param name="Weights">W, out × in.</param>
/// <param name="Biases">b, one for each row.</param>
public sealed record Projection(NumberTable Weights, NumberRow Biases)
{
    /// <summary>W, out × in.</summary>
    public NumberTable Weights { get; init => field = Given.NotNull(value, nameof(Weights)); } = Given.NotNull(Weights);

    /// <summary>b, one for each row.</summary>
    public NumberRow Biases { get; init => field = Given.NotNull(value, nameof(Biases)); } = Given.NotNull(Biases);

    internal static string[] Keys(string name) => [name + "Weights", name + "Biases"];

    internal static Projection Read(LayerFields read, string name) => new(read.Table(name + "Weights"), read.Row(name + "Biases"));

    internal IEnumerable<(string Key, object Value)> Fields(string name) => [(name + "Weights", (Tensor)Weights), (name + "Biases", (Tensor)Biases)];

    internal (Quantity W, Quantity b) Place(Plan plan, string letter, string name, int inputs, int units)
    {
        if (units == 0) throw new ProblemException($"{plan.At}.{name}Weights: empty; wanted a row of weights for each number that goes out");
        return (plan.Parameter("W" + letter, Shape.Matrix(units, inputs), Weights, name + "Weights", $"{units} × {inputs}, out × in"),
            plan.Parameter("b" + letter, Shape.Vector(units), Biases, name + "Biases", "one for each row of weights", isBias: true));
    }
}
