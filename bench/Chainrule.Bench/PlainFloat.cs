using System.Runtime.InteropServices;
using Chainrule.Numbers;

namespace Chainrule.Bench;

/// <summary>A float under another name, so that the network takes the three loops for it, as it does for every other number.</summary>
internal readonly record struct PlainFloat(F32 Number) : IReal<PlainFloat>
{
    public static implicit operator PlainFloat(double constant) => new(constant);

    public static PlainFloat operator +(PlainFloat a, PlainFloat b) => new(a.Number + b.Number);

    public static PlainFloat operator -(PlainFloat a, PlainFloat b) => new(a.Number - b.Number);

    public static PlainFloat operator *(PlainFloat a, PlainFloat b) => new(a.Number * b.Number);

    public static PlainFloat operator /(PlainFloat a, PlainFloat b) => new(a.Number / b.Number);

    public static PlainFloat operator -(PlainFloat a) => new(-a.Number);

    public static PlainFloat MulAdd(PlainFloat a, PlainFloat b, PlainFloat c) => new(F32.MulAdd(a.Number, b.Number, c.Number));

    public static PlainFloat Exp(PlainFloat x) => new(F32.Exp(x.Number));

    public static PlainFloat Expm1(PlainFloat x) => new(F32.Expm1(x.Number));

    public static PlainFloat Log1p(PlainFloat x) => new(F32.Log1p(x.Number));

    public static PlainFloat Log(PlainFloat x) => new(F32.Log(x.Number));

    public static PlainFloat Tanh(PlainFloat x) => new(F32.Tanh(x.Number));

    public static PlainFloat Sqrt(PlainFloat x) => new(F32.Sqrt(x.Number));

    public static PlainFloat Max(PlainFloat a, PlainFloat b) => new(F32.Max(a.Number, b.Number));

    public static PlainFloat Step(PlainFloat x) => new(F32.Step(x.Number));

    public static PlainFloat Sigmoid(PlainFloat x) => new(F32.Sigmoid(x.Number));

    public static PlainFloat Softplus(PlainFloat x) => new(F32.Softplus(x.Number));

    public static PlainFloat Erf(PlainFloat x) => new(F32.Erf(x.Number));

    public static PlainFloat Erfc(PlainFloat x) => new(F32.Erfc(x.Number));

    public static PlainFloat OnePlusErf(PlainFloat x) => new(F32.OnePlusErf(x.Number));

    public static PlainFloat LogSumExp(ReadOnlySpan<PlainFloat> x) => new(F32.LogSumExp(Numbers(x)));

    public static void Softmax(ReadOnlySpan<PlainFloat> x, Span<PlainFloat> p) =>
        F32.Softmax(Numbers(x), MemoryMarshal.Cast<PlainFloat, F32>(p));

    private static ReadOnlySpan<F32> Numbers(ReadOnlySpan<PlainFloat> x) => MemoryMarshal.Cast<PlainFloat, F32>(x);
}
