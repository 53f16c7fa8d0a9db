using System.Diagnostics;
using System.Globalization;
using Chainrule.Rules;

namespace Chainrule.Bench;

/// <summary>The command line: <c>WORKLOAD [THREADS [BUDGET [VARIANT]]]</c>, or <c>WORKLOAD --verify</c>.</summary>
internal static class Command
{
    internal const string Usage = """
        usage: Chainrule.Bench WORKLOAD [THREADS [BUDGET [VARIANT]]]   one line of JSON with the time of a step
               Chainrule.Bench WORKLOAD [THREADS] --verify             ten steps beside the careful double network

        WORKLOAD  W1 … W5       training:  W1 2-2-1, W2 784-30-10, W3 784-128-10, W4 784-512-512-10, W5 1024-1024-1024-1024
                  W6b1, W6b1024 inference of W4's network, 1 and 1024 examples
                  sizes:activation:loss:batch[:predict]         any network, such as 300-77-5:relu:softmax-cross-entropy:19
                                The output activation is the loss's own (softmax, sigmoid), else the hidden one if that is sigmoid,
                                tanh or identity, else identity. With :predict only the forward pass is timed.
                  W7:FORM:MxNxK a matrix product of the form NN, TN or NT, such as W7:NN:256x256x256
                  W8a, W8b      scalar graphs of Value: micrograd's MLP(3,[4,4,1]) and its moons demo
                  W9:F:N        exp, tanh or sigmoid of N numbers
                  ladder:STEP:MxNxK   a product of the form NT: loops, sums, vector, vector-sums, tile or tuned
                  conv:CIN:COUT:SIDE:BATCH, convproduct:…     a 3 × 3 convolution, and only the product it reduces to
                  embedding:ROWS:DIM:LOOKS, rowcopy:…         rows looked up in a table, and as many rows copied
                  table:FILE    a CSV file read into floats
                  epoch:EXAMPLES:UPDATE   an epoch of the trainer over examples of 784 inputs, 784-128-10 in batches of 64
        THREADS   1 (default) or more
        BUDGET    2s (seconds), 500 (steps) or first (one step; tells the time since the process began, and the memory)
        VARIANT   plain: the three loops, with floats; double: the same with careful doubles; tensorprimitives: the library's W9
        """;

    internal static int Run(string[] args)
    {
        string[] words = [.. args.Where(each => each != "--verify")];
        if (words.Length is 0 or > 4 || words[0] is "-h" or "--help")
        {
            (words is ["-h" or "--help", ..] ? Console.Out : Console.Error).WriteLine(Usage);
            return words is ["-h" or "--help", ..] ? 0 : 2;
        }
        int threads = words.Length > 1 ? Threads(words[1]) : 1;
        string budget = words.Length > 2 ? words[2] : "1s";
        if (args.Contains("--verify")) return Verification.Run(words[0], threads);
        return Time(words[0], threads, budget, words.Length > 3 ? words[3] : "");
    }

    private static int Time(string name, int threads, string budget, string variant)
    {
        if (budget == "first")
        {
            Workload.Named(name, threads, variant).Step();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $$"""{"system": "chainrule", "workload": "{{name}}", "first_step_done_ms_since_process_start": {{SinceProcessStart():F1}}, "peak_mb": {{PeakMemory():F1}}}"""));
            return 0;
        }
        Budget limit = Budget.Parse(budget);
        Workload workload = Workload.Named(name, threads, variant);
        Console.WriteLine(Timing.Of(workload.Step, limit).Json(name, threads, workload.Flops));
        return 0;
    }

    private static double SinceProcessStart()
    {
        using var process = Process.GetCurrentProcess();
        return (DateTime.Now - process.StartTime).TotalMilliseconds;
    }

    private static double PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }

    private static int Threads(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) && threads is >= 1 and <= 256
            ? threads
            : throw new ProblemException($"threads: got \"{text}\", wanted a whole number from 1 to 256");
}
