using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Tests.LinearAlgebra;

public class PlainTests
{
    private static readonly Matrix<F64> A = Matrix<F64>.From([[1, 2, 3], [4, 5, 6]]), W = Matrix<F64>.From([[1, 0, -1], [2, 1, 0]]), dZ = W2By2();

    private static Matrix<F64> W2By2() => Matrix<F64>.From([[1, -1], [2, 3]]);

    private static double[] Numbers(Matrix<F64> matrix) => [.. matrix.Cells.ToArray().Select(each => each.Number)];

    [Fact]
    public void Affine_is_A_times_W_transposed_plus_b()
    {
        Matrix<F64> Z = new(2, 2);
        Plain.Affine(A, W, Matrix<F64>.From([[10, 20]]), Z);
        Assert.Equal([8, 24, 8, 33], Numbers(Z));
    }

    [Fact]
    public void Back_is_dZ_times_W()
    {
        Matrix<F64> dA = new(2, 3);
        Plain.Back(dZ, W, dA);
        Assert.Equal([-1, -1, -1, 8, 3, -2], Numbers(dA));
    }

    [Fact]
    public void Outer_is_dZ_transposed_times_A_stored_or_descended()
    {
        Matrix<F64> dW = new(2, 3), θ = W.Copy();
        Plain.Outer(dZ, A, new Store<F64>(), dW);
        Assert.Equal([9, 12, 15, 11, 13, 15], Numbers(dW));
        Plain.Outer(dZ, A, new Descend<F64>(0.5), θ);
        Assert.Equal([-3.5, -6, -8.5, -3.5, -5.5, -7.5], Numbers(θ));
        Assert.Equal([1, 0, -1, 2, 1, 0], Numbers(W));
    }

    [Fact]
    public void ColumnSum_adds_up_the_examples()
    {
        Matrix<F64> db = new(1, 2);
        Plain.ColumnSum(dZ, new Store<F64>(), db);
        Assert.Equal([3, 2], Numbers(db));
    }

    [Fact]
    public void A_matrix_is_stored_row_after_row()
    {
        Assert.Equal("2 × 3", A.ToString());
        Assert.Equal(6, A[1, 2].Number);
        Assert.Equal([4, 5, 6], A.Row(1).ToArray().Select(each => each.Number));
        Assert.Equal([2, 4, 6, 8, 10, 12], Numbers(A.Map(each => each + each)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    public void A_matrix_has_rows_and_columns(int rows, int columns) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Matrix<F64>(rows, columns));
}
