using Chainrule.Datasets.Csv;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Bench;

/// <summary>What is timed: a step, to be called again and again, and how many multiplications and additions it holds (0: not counted).</summary>
internal sealed record Workload(Action Step, double Flops)
{
    internal static Workload Named(string name, int threads, string variant = "")
    {
        Parallelism.Threads = threads;
        return Of(name, threads, variant);
    }

    private static Workload Of(string name, int threads, string variant) => (name.Split(':')[0], variant) switch
    {
        ("W7", "") => MatrixProduct.Parse(name),
        ("W8a" or "W8b", "") => OneThread(name, threads, new(ScalarGraph.Named(name).Step, 0)),
        ("W9", "" or "tensorprimitives") => OneThread(name, threads, Elementwise.Parse(name, variant)),
        (_, "") when Copying.IsOne(name) => OneThread(name, threads, Copying.Parse(name)),
        ("table", "") => OneThread(name, threads, new(() => CsvTable.Read<float>(name["table:".Length..]), 0)),
        ("epoch", "") => Epoch.Parse(name),
        ("ladder", "") => OneThread(name, threads, Ladder.Parse(name)),
        (_, "") when NetworkShape.IsOne(name) => Of<F32>(NetworkShape.Parse(name)),
        (_, "plain") when NetworkShape.IsOne(name) => OneThread(name, threads, Of<PlainFloat>(NetworkShape.Parse(name))),
        (_, "double") when NetworkShape.IsOne(name) => OneThread(name, threads, Of<F64>(NetworkShape.Parse(name))),
        (_, "") => throw new ProblemException($"workload: got \"{name}\". There are W1 … W5, W6b1, W6b1024, W7:FORM:MxNxK, W8a, W8b, W9:F:N, ladder:STEP:MxNxK, table:FILE, epoch:EXAMPLES:UPDATE, conv:CIN:COUT:SIDE:BATCH, embedding:ROWS:DIM:LOOKS and sizes:activation:loss:batch"),
        _ => throw new ProblemException($"variant: got \"{variant}\" for {name}; there are plain and double for networks, and tensorprimitives for W9"),
    };

    private static Workload Of<T>(NetworkShape shape) where T : struct, IReal<T>
    {
        Problem problem = shape.Problem();
        var network = new Network<T>(problem.Network);
        var at = new Workspace<T>(network, problem.Batch.Count);
        at.Load(problem.Batch);
        T learningRate = problem.LearningRate;
        return new(shape.Trains ? Train : () => network.Forward(at), shape.Flops);

        void Train()
        {
            network.Forward(at);
            network.Measure(at);
            network.Backward(at);
            network.Descend(at, learningRate);
        }
    }

    private static Workload OneThread(string name, int threads, Workload workload) =>
        threads == 1 ? workload : throw new ProblemException($"threads: got {threads}, but {name} runs on one thread only; ask for 1");
}
