using System.Text;
using Chainrule.Cli.Csv;
using Chainrule.Rules;

namespace Chainrule.Attack.Attacks;

/// <summary>Tables of examples.</summary>
internal sealed class CsvFiles : Reading
{
    private protected override byte[] Right(Random random) => Encoding.UTF8.GetBytes(Valid.Table(random, random.Next(1, 4), 1).Replace(",", random.Of([",", ";", "\t"]), StringComparison.Ordinal));

    private protected override void Read(byte[] text)
    {
        foreach (string loss in (string[])["mse", "softmax-cross-entropy", "binary-cross-entropy"])
        {
            // 0.5 is the number of no class.
            byte[] classes = loss == "softmax-cross-entropy" ? [.. Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(text).Replace("0.5", "1", StringComparison.Ordinal))] : text;
            CsvExamples.Parse(classes, "data.csv", ["y0"], Loss.Named(loss));
        }
    }
}
