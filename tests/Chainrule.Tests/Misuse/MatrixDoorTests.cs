using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Tests.Networks;

namespace Chainrule.Tests.Misuse;

public class MatrixDoorTests
{
    private static void HasNoSuchPlaces<T>() where T : struct, IReal<T>
    {
        foreach (Matrix<T> matrix in (Matrix<T>[])[new(2, 3), new(2, 3, 8)])
        {
            foreach ((int row, int column) in ((int, int)[])[(0, 3), (0, 5), (0, -1), (2, 0), (-1, 0), (-1, 4), (int.MaxValue, 1), (int.MinValue, 0)])
                Assert.Throws<IndexOutOfRangeException>(() => matrix[row, column]);
            foreach (int row in (int[])[2, -1, int.MaxValue, int.MinValue]) Assert.Throws<IndexOutOfRangeException>(() => matrix.Row(row).Length);
            foreach (int index in (int[])[6, -1, int.MaxValue]) Assert.Throws<IndexOutOfRangeException>(() => matrix.Cells[index]);
        }
        Assert.Equal(0, default(Cells<T>).Length);
        Assert.Throws<IndexOutOfRangeException>(() => default(Cells<T>)[0]);
    }

    [Fact]
    public void A_place_outside_a_matrix_is_refused_whatever_the_numbers()
    {
        HasNoSuchPlaces<F32>();
        HasNoSuchPlaces<F64>();
        HasNoSuchPlaces<Dual<F64>>();
        HasNoSuchPlaces<Bounded>();
        HasNoSuchPlaces<Value>();
    }

    private static string Refused(IReadOnlyList<IReadOnlyList<double>> rows)
    {
        string message = Assert.Throws<ArgumentException>(() => Matrix<F32>.From(rows)).Message;
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => Matrix<F64>.From(rows)).Message);
        return message;
    }

    [Fact]
    public void Rows_that_make_no_matrix_are_refused_by_their_number()
    {
        Assert.StartsWith("got no row, wanted at least one with at least one number", Refused([]));
        Assert.StartsWith("row 0: got no number, wanted at least one", Refused([[]]));
        Assert.StartsWith("row 1: got 1 number, wanted 2 (as in row 0); make all rows of one length", Refused([[1, 2], [3]]));
        Assert.StartsWith("row 1: got 3 numbers, wanted 2 (as in row 0)", Refused([[1, 2], [3, 4, 5]]));
        Assert.StartsWith("row 1: got null, wanted a row of numbers", Refused([[1, 2], null!]));
        Assert.Throws<ArgumentNullException>(() => Matrix<F64>.From(null!));
        Assert.Throws<ArgumentNullException>(() => new Matrix<F64>(1, 1).Map<F32>(null!));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(3, int.MaxValue)]
    [InlineData(int.MaxValue, 3)]
    public void A_matrix_that_cannot_be_is_refused(int rows, int columns)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix<F32>(rows, columns));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix<F32>(rows, columns, 32));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix<F64>(rows, columns));
    }

    [Fact]
    public void The_matrices_of_a_network_are_read_and_not_replaced()
    {
        Network<F64> network = new(Nets.Classifier([3, 2, 2]));
        Assert.Equal(3, network.W.Count);
        Assert.Same(network.W[2], network.W[^1]);
        Assert.StartsWith("there is no W[3]; there are W[1], W[2]", Assert.Throws<ArgumentOutOfRangeException>(() => network.W[3]).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.W[0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => network.W[-1]);
        Assert.False(typeof(IList<Matrix<F64>>).IsAssignableFrom(typeof(PerLayer<F64>)));
    }
}
