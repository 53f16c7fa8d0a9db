using System.Text.RegularExpressions;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Cli.Tests.Docs;

public partial class LinkTests
{
    [Fact]
    public void Every_link_between_documents_leads_somewhere()
    {
        foreach (string document in Repository.Documents())
            foreach (Match link in Link().Matches(File.ReadAllText(document)))
            {
                string target = link.Groups[1].Value;
                if (target.StartsWith("http", StringComparison.Ordinal)) continue;
                string[] parts = target.Split('#');
                string file = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]);
                Assert.True(Path.Exists(file), $"{Path.GetFileName(document)} links to {target}, which is not there.");
                if (parts.Length > 1) Assert.Contains(parts[1], File.ReadAllLines(file).Where(line => line.StartsWith('#')).Select(Anchor));
            }
    }

    [Fact]
    public void The_notation_lists_every_activation_and_loss()
    {
        string notation = Repository.Text("docs/notation.md");
        foreach (string name in Activation.All.Select(each => each.Name).Concat(Loss.All.Select(each => each.Name)))
            Assert.Contains($"| `{name}` |", notation, StringComparison.Ordinal);
    }

    [Fact]
    public void The_size_of_a_node_is_the_one_that_is_said() =>
        Assert.Contains($"nodes of {Tape.BytesPerNode} bytes", Repository.Text("docs/performance.md"), StringComparison.Ordinal);

    private static string Anchor(string heading) =>
        string.Concat(heading.TrimStart('#', ' ').ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-')).Replace(' ', '-');

    [GeneratedRegex(@"\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
