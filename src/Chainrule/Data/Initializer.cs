using Chainrule.Layers;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Data;

/// <summary>
/// How weights begin: independent random numbers with mean 0, as wide as will keep signals and gradients from growing or dying on their way through the layers.
/// </summary>
/// <remarks>
/// <para><b>Forward.</b> z = Σₖ wₖ·xₖ has fan-in terms. With independent w of mean 0, E[wx] = 0 and Var(wx) = Var(w)·E[x²], so Var(z) = fan-in·Var(w)·E[x²].</para>
/// <para><b>Backward.</b> ∂L/∂x = Σⱼ δⱼ·wⱼ has fan-out terms, so likewise Var(∂L/∂x) = fan-out·Var(w)·E[δ²], where δ = ∂L/∂a·f′(z).</para>
/// <para>Where f is nearly z around 0 (tanh), E[x²] of the next layer is Var(z) and E[δ²] is Var(∂L/∂a): the variance stays the same forward if Var(w) = 1/fan-in
/// (<see cref="LeCunNormal"/>), backward if Var(w) = 1/fan-out. Both hold only in a square layer; <see cref="GlorotNormal"/> takes 2/(fan-in + fan-out) between them.</para>
/// <para>Where f = max(z, 0), a z that is symmetric about 0 loses one half: E[a²] = ½·Var(z), and f′ is 1 half of the time, so that E[δ²] = ½·E[(∂L/∂a)²]. So one wants
/// Var(w) = 2/fan-in forward (<see cref="HeNormal"/>), or 2/fan-out backward; along a whole network the two differ by the ratio of its first to its last width only
/// (He et al. 2015, section 2.2).</para>
/// A normal distribution of deviation s has variance s²; an even one from −r to r has r²/3. Biases begin at 0.
/// </remarks>
public sealed class Initializer
{
    private readonly bool isNormal;
    private readonly Func<int, int, double> scale;

    private Initializer(string name, bool isNormal, Func<int, int, double> scale) => (Name, this.isNormal, this.scale) = (name, isNormal, scale);

    /// <summary>Normal with deviation √(2/fan-in), for relu and its kin. (He, Zhang, Ren and Sun 2015, "Delving deep into rectifiers".)</summary>
    public static Initializer HeNormal { get; } = new("he-normal", true, (fanIn, _) => Math.Sqrt(2.0 / fanIn));

    /// <summary>Even from ±√(6/fan-in), the variance of <see cref="HeNormal"/>.</summary>
    public static Initializer HeUniform { get; } = new("he-uniform", false, (fanIn, _) => Math.Sqrt(6.0 / fanIn));

    /// <summary>Normal with deviation √(2/(fan-in + fan-out)), the variance of <see cref="GlorotUniform"/>.</summary>
    public static Initializer GlorotNormal { get; } = new("glorot-normal", true, (fanIn, fanOut) => Math.Sqrt(2.0 / (fanIn + (double)fanOut)));

    /// <summary>Even from ±√(6/(fan-in + fan-out)), for tanh, sigmoid and outputs. (Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks".)</summary>
    public static Initializer GlorotUniform { get; } = new("glorot-uniform", false, (fanIn, fanOut) => Math.Sqrt(6.0 / (fanIn + (double)fanOut)));

    /// <summary>Normal with deviation √(1/fan-in). (LeCun, Bottou, Orr and Müller 1998, "Efficient backprop", section 4.6.)</summary>
    public static Initializer LeCunNormal { get; } = new("lecun-normal", true, (fanIn, _) => Math.Sqrt(1.0 / fanIn));

    /// <summary>Even from ±√(3/fan-in), the variance of <see cref="LeCunNormal"/>.</summary>
    public static Initializer LeCunUniform { get; } = new("lecun-uniform", false, (fanIn, _) => Math.Sqrt(3.0 / fanIn));

    /// <summary>Zeros: for biases. Weights that are all the same have the same gradients and stay the same for ever.</summary>
    public static Initializer Zeros { get; } = new("zeros", false, (_, _) => 0);

    /// <summary>Even from ±<paramref name="limit"/>, whatever the shape.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative or not finite.</exception>
    public static Initializer Uniform(double limit) => new("uniform", false, Fixed(limit));

    /// <summary>Normal with this deviation, whatever the shape.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative or not finite.</exception>
    public static Initializer Normal(double deviation) => new("normal", true, Fixed(deviation));

    /// <summary>Every initializer that needs no number.</summary>
    public static IReadOnlyList<Initializer> All { get; } = [HeNormal, HeUniform, GlorotNormal, GlorotUniform, LeCunNormal, LeCunUniform, Zeros];

    /// <summary>The one with this name, in kebab-case.</summary>
    /// <exception cref="ProblemException">There is none; the message suggests the nearest.</exception>
    public static Initializer Named(string name) => Names.Find(All, each => each.Name, name, "initializer");

    /// <summary>The usual one before this activation: Glorot's even one where its output is centred or squashed, else, for relu and its kin, He's normal one.</summary>
    public static Initializer For(Activation activation) => IsBalanced(activation) ? GlorotUniform : HeNormal;

    // Centred or squashed; such an activation can also stand at an output. All others follow max(z, 0).
    internal static bool IsBalanced(Activation activation) =>
        Given.NotNull(activation) == Activation.Identity || activation == Activation.Sigmoid || activation == Activation.Tanh || activation == Activation.Softmax;

    /// <summary>The name in options, kebab-case.</summary>
    public string Name { get; }

    /// <summary>Its width: the deviation of a normal one, the limit of an even one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A fan is less than 1.</exception>
    public double Scale(int fanIn, int fanOut)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fanOut, 1);
        return scale(fanIn, fanOut);
    }

    /// <summary>Var(w).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A fan is less than 1.</exception>
    public double Variance(int fanIn, int fanOut) => Scale(fanIn, fanOut) * Scale(fanIn, fanOut) / (isNormal ? 1 : 3);

    /// <summary>The weights of a dense layer, units × inputs, so that fan-in are the inputs and fan-out the units.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one unit or input.</exception>
    public NumberTable Fill(RandomSource random, int units, int inputs) => Fill(random, Shape.Matrix(units, inputs), inputs, units).ToTable();

    /// <summary>Numbers of this shape, the last axis running fastest.</summary>
    /// <param name="random">Where they are drawn from.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="fanIn">How many of them meet in one number of the next layer: of a convolution, channels in times the size of the kernel.</param>
    /// <param name="fanOut">How many numbers of the next layer one number goes to: of a convolution, channels out times the size of the kernel.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fan is less than 1.</exception>
    public Tensor Fill(RandomSource random, Shape shape, int fanIn, int fanOut)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentNullException.ThrowIfNull(shape);
        double width = Scale(fanIn, fanOut);
        return Tensor.Of(shape, _ => Draw(random, width));
    }

    /// <summary>One number of this width.</summary>
    internal double Draw(RandomSource random, double width) => width == 0 ? 0 : isNormal ? width * random.Normal() : random.Uniform(-width, width);

    private static Func<int, int, double> Fixed(double width) => double.IsFinite(width) && width >= 0
        ? (_, _) => width
        : throw new ArgumentOutOfRangeException(nameof(width), width, "wanted a finite number that is not negative");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
