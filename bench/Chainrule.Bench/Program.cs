using Chainrule.Bench;
using Chainrule.Rules;

try
{
    return Command.Run(args);
}
catch (ProblemException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 2;
}
