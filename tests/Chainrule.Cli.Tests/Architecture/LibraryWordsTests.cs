using System.CommandLine;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Chainrule.Data;
using Chainrule.Explain;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using BuiltProgram = Chainrule.Cli.Tests.Commands.Program;

namespace Chainrule.Cli.Tests.Architecture;

/// <summary>A library is called by programs: what it returns or throws says no word of the command line.</summary>
public partial class LibraryWordsTests
{
    private static readonly Command[] Commands = [.. AllBelow(CommandLine.Root())];

    private static readonly string[] Options = [.. Commands.SelectMany(each => each.Options).Select(each => each.Name).Where(name => name.StartsWith("--", StringComparison.Ordinal)).Distinct()];

    public static TheoryData<string> Libraries => ["Chainrule", "Chainrule.Datasets", "Chainrule.Explain", "Chainrule.Export", "Chainrule.Lessons"];

    public static TheoryData<string> ExampleNames => [.. Examples.All.Select(each => each.Name)];

    [Theory, MemberData(nameof(Libraries))]
    public void No_literal_of_a_library_is_about_the_command_line(string library)
    {
        string[] literals = [.. Literals(library)];
        Assert.NotEmpty(literals);
        Assert.Empty(literals.SelectMany(WordsOfTheCommandLine).Distinct());
    }

    [Theory, MemberData(nameof(ExampleNames))]
    public void No_story_and_no_answer_is_about_the_command_line(string example)
    {
        Recording step = Recording.Of(Examples.Named(example).Problem);
        Explanation[] told = [Explanation.Story(step, "A step"), Explanation.Why(step, "L"), Explanation.Why(step, step.Addresses.Last(each => each.StartsWith('d')), depth: 2)];
        foreach (Explanation each in told)
            foreach (Notation notation in Notation.All.Where(each => each.Fits(step.Problem)))
                Assert.Empty(((string[])[each.ToText(notation), each.ToMarkdown(notation), each.ToHtml(notation), each.ToLatex(notation)]).SelectMany(WordsOfTheCommandLine).Distinct());
        Assert.Empty(told.SelectMany(each => WordsOfTheCommandLine(each.ToJson())).Distinct());
    }

    [Theory]
    [InlineData("Follow them with --depth 2.", "--depth")]
    [InlineData("ask for any of them with: chainrule why ADDRESS", "chainrule why")]
    [InlineData("To list all: --all", "--all")]
    [InlineData(" why \"", " why \"")]
    [InlineData("Ask further", "Ask further")]
    [InlineData("wanted it on the command line", "command line")]
    public void A_word_of_the_command_line_would_be_noticed(string literal, string word) => Assert.Equal([word], WordsOfTheCommandLine(literal));

    [Fact]
    public void A_style_sheet_is_not_about_the_command_line() => Assert.Empty(WordsOfTheCommandLine(":root { --paper: #fff; color: var(--ink) }"));

    [Fact]
    public void The_command_says_its_own_words()
    {
        Assert.Contains("Ask further", BuiltProgram.Run("explain").Output, StringComparison.Ordinal);
        Assert.Contains("Follow them with --depth 2.", BuiltProgram.Run("why", "dW1[0,1]").Output, StringComparison.Ordinal);
        Assert.Contains("why ADDRESS --example xor</code>", BuiltProgram.Run("explain", "--example", "xor", "--format", "html").Output, StringComparison.Ordinal);
        Assert.Contains("Give --at a=1,b=2", BuiltProgram.Run("graph", "a*b", "--at", "b=2").Error, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Libraries))]
    public void No_library_reads_the_standard_input(string library) => Assert.Empty(CallsOfConsole(library).Intersect(["get_In", "OpenStandardInput", "Read", "ReadLine", "ReadKey"]));

    [Fact]
    public void A_call_that_reads_it_would_be_noticed() => Assert.Contains("OpenStandardInput", CallsOfConsole("Chainrule.Cli"));

    private static List<string> CallsOfConsole(string assembly)
    {
        using FileStream file = File.OpenRead(Assembly.Load(assembly).Location);
        using var image = new PEReader(file);
        MetadataReader metadata = image.GetMetadataReader();
        return
        [
            .. from handle in metadata.MemberReferences
               let member = metadata.GetMemberReference(handle)
               where member.Parent.Kind == HandleKind.TypeReference && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name) == nameof(Console)
               select metadata.GetString(member.Name),
        ];
    }

    private static IEnumerable<string> WordsOfTheCommandLine(string text)
    {
        foreach (Match option in Option().Matches(text))
            if (Options.Contains(option.Value)) yield return option.Value;
        foreach (Command command in Commands.Where(each => each is not RootCommand))
            if (Regex.Match(text, $@"\bchainrule {command.Name}\b|^ {command.Name} (?:\\?""|ADDRESS)") is { Success: true } found) yield return found.Value;
        foreach (string word in (string[])["Ask further", "command line"])
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase)) yield return word;
    }

    // A custom property of a style sheet is no option: a colon or a parenthesis follows it.
    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]*(?![\w-]*[:)])")]
    private static partial Regex Option();

    private static IEnumerable<Command> AllBelow(Command command) => command.Subcommands.SelectMany(AllBelow).Prepend(command);

    // Every text of the assembly that its code can load.
    private static IEnumerable<string> Literals(string library)
    {
        using FileStream file = File.OpenRead(Assembly.Load(library).Location);
        using var image = new PEReader(file);
        MetadataReader metadata = image.GetMetadataReader();
        for (UserStringHandle at = First(metadata); !at.IsNil; at = metadata.GetNextHandle(at)) yield return metadata.GetUserString(at);
    }

    // The heap begins with an empty text.
    private static UserStringHandle First(MetadataReader metadata) =>
        metadata.GetNextHandle(MetadataTokens.UserStringHandle(0));
}
