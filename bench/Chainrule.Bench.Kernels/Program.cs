using BenchmarkDotNet.Running;

// dotnet run -c Release --project bench/Chainrule.Bench.Kernels -- --filter '*Products*' --job short
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
