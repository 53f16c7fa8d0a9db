using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Checking;

/// <summary>A number that depends on a row of numbers, and its gradient as some law claims it.</summary>
internal interface ILaw
{
    string Name { get; }

    T Value<T>(ReadOnlySpan<T> x) where T : struct, IReal<T>;

    void Gradient<T>(ReadOnlySpan<T> x, Span<T> dx) where T : struct, IReal<T>;

    /// <summary>The kinks of x[i], as values of x[i].</summary>
    IEnumerable<double> Kinks(int i);
}

/// <summary>⟨c, f(z)⟩ with constants c: an activation's chain rule, as the network uses it.</summary>
internal sealed class ActivationLaw(Activation f, double[] c) : ILaw
{
    public string Name => f.Name;

    public T Value<T>(ReadOnlySpan<T> x) where T : struct, IReal<T>
    {
        var a = new T[x.Length];
        f.Apply(x, a);
        T sum = (T)c[0] * a[0];
        for (int j = 1; j < a.Length; j++) sum += (T)c[j] * a[j];
        return sum;
    }

    public void Gradient<T>(ReadOnlySpan<T> x, Span<T> dx) where T : struct, IReal<T>
    {
        T[] a = new T[x.Length], da = new T[x.Length];
        f.Apply(x, a);
        for (int j = 0; j < da.Length; j++) da[j] = c[j];
        f.Pull(da, x, a, dx);
    }

    public IEnumerable<double> Kinks(int i) => f.Kinks;
}

/// <summary>A loss as a function of the outputs a, in its textbook form.</summary>
internal sealed class LossLaw(Loss loss, double[] y) : ILaw
{
    public string Name => loss.Name;

    public T Value<T>(ReadOnlySpan<T> x) where T : struct, IReal<T> => loss.Textbook(x, Constants<T>(y));

    public void Gradient<T>(ReadOnlySpan<T> x, Span<T> dx) where T : struct, IReal<T> =>
        loss.TextbookStart(x, Constants<T>(y), 1.0, dx);

    public IEnumerable<double> Kinks(int i) => loss.Kinks.Select(kink => y[i] + kink);

    internal static ReadOnlySpan<T> Constants<T>(double[] y) where T : struct, IReal<T>
    {
        var constants = new T[y.Length];
        for (int j = 0; j < y.Length; j++) constants[j] = y[j];
        return constants;
    }
}

/// <summary>A loss fused with its output activation, as a function of the pre-activations z.</summary>
internal sealed class PairLaw(Loss loss, double[] y) : ILaw
{
    private readonly Activation f = Activation.Named(loss.OutputActivation!);

    public string Name => $"{loss.Name} of {f.Name}";

    public T Value<T>(ReadOnlySpan<T> x) where T : struct, IReal<T> => loss.OfExample(x, Outputs(x), LossLaw.Constants<T>(y));

    public void Gradient<T>(ReadOnlySpan<T> x, Span<T> dx) where T : struct, IReal<T> =>
        loss.Start(Outputs(x), LossLaw.Constants<T>(y), 1.0, dx);

    public IEnumerable<double> Kinks(int i) => [];

    private ReadOnlySpan<T> Outputs<T>(ReadOnlySpan<T> z) where T : struct, IReal<T>
    {
        var a = new T[z.Length];
        f.Apply(z, a);
        return a;
    }
}
