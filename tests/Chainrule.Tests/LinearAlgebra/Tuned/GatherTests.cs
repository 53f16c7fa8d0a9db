using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;
using Chainrule.Tests.LinearAlgebra.Tuned;

namespace Chainrule.Tests.LinearAlgebra;

/// <summary>Windows, rows of tables and their ways back, in registers of every width, against the plain loops.</summary>
[Collection(nameof(Width))]
public class GatherTests
{
    public static TheoryData<int> Here => Width.Here;

    private static Matrix<F32> Numbers(Random random, int rows, int columns)
    {
        Matrix<F32> matrix = new(rows, columns);
        foreach (ref F32 cell in matrix.Cells) cell = random.NextDouble() * 2 - 1;
        return matrix;
    }

    // All windows of a picture with a border: pieces as long as there are channels, and longer where windows are next to each other.
    private static Places Windows(int channels, int rows, int columns, int size, int padding, int stride)
    {
        int down = (rows + 2 * padding - size) / stride + 1, across = (columns + 2 * padding - size) / stride + 1;
        List<int> cells = [];
        for (int r = 0; r < down; r++)
            for (int c = 0; c < across; c++)
                for (int i = 0; i < size; i++)
                    for (int j = 0; j < size; j++)
                        for (int channel = 0; channel < channels; channel++)
                        {
                            int row = r * stride - padding + i, column = c * stride - padding + j;
                            cells.Add(row >= 0 && row < rows && column >= 0 && column < columns ? (row * columns + column) * channels + channel : -1);
                        }
        return new((down * across, size * size * channels), (rows * columns, channels), [.. cells]);
    }

    [Theory, MemberData(nameof(Here))]
    public void Windows_and_their_way_back_are_the_loops_exactly(int bits)
    {
        Kernels<F32> kernels = Width.Of(bits);
        Random random = new(1);
        foreach (int channels in (int[])[1, 2, 3, 4, 8, 12, 16, 17, 32])
            foreach ((int size, int padding, int stride) in ((int, int, int)[])[(1, 0, 1), (2, 1, 1), (3, 1, 2), (3, 0, 1)])
            {
                Places places = Windows(channels, 5, 4, size, padding, stride);
                const int examples = 3;
                Matrix<F32> picture = Numbers(random, examples * places.Source.Rows, channels), windows = Numbers(random, examples * places.Target.Rows, places.Target.Columns);
                Matrix<F32> plain = windows.Copy(), tuned = windows.Copy(), plainBack = picture.Copy(), tunedBack = picture.Copy();
                Plain.Gather(plain, picture, places);
                kernels.Gather(tuned, picture, places)();
                Assert.Equal(plain.Cells.ToArray(), tuned.Cells.ToArray());
                Plain.Scatter(plainBack, windows, places);
                kernels.Scatter(tunedBack, windows, places)();
                Assert.Equal(plainBack.Cells.ToArray(), tunedBack.Cells.ToArray());
            }
    }

    [Theory, MemberData(nameof(Here))]
    public void Rows_of_a_table_and_their_way_back_are_the_loops_exactly(int bits)
    {
        Kernels<F32> kernels = Width.Of(bits);
        Random random = new(2);
        foreach (int columns in (int[])[1, 3, 4, 5, 8, 9, 16, 17, 33, 256])
            foreach (int panel in (int[])[0, kernels.PanelWidth])
            {
                Matrix<F32> table = new(7, columns, panel), into = new(11, columns), plain = into.Copy(), gradient = new(7, columns, panel), plainGradient = gradient.Copy();
                foreach (ref F32 cell in table.Cells) cell = random.NextDouble();
                int[] ids = [.. Enumerable.Range(0, 11).Select(_ => random.Next(6))];
                Plain.Look(plain, table, ids);
                kernels.Look(into, table, ids)();
                Assert.Equal(plain.Cells.ToArray(), into.Cells.ToArray());
                Plain.ScatterRows(into, ids, plainGradient);
                kernels.ScatterRows(into, ids).Store(gradient);
                Assert.Equal(plainGradient.Cells.ToArray(), gradient.Cells.ToArray());
            }
    }
}
