using Chainrule.Numbers;
using Chainrule.Numbers.Lanes;

namespace Chainrule.LinearAlgebra.Tuned;

// What is copied: windows of pictures, rows of tables, and their ways back. Numbers that lie side by side on both sides are copied in registers.
internal sealed unsafe partial class FloatKernels<R>
{
    internal override Action Gather(Matrix<F32> into, Matrix<F32> from, Places places)
    {
        int run = places.Run;
        int[] offsets = Offsets(places, from.Storage.Stride);
        nint toStride = into.Storage.Stride, toExample = places.Target.Rows * toStride, fromExample = (nint)places.Source.Rows * from.Storage.Stride;
        return () =>
        {
            int examples = into.Rows / places.Target.Rows;
            for (nint e = 0; e < examples; e++)
                Pieces<Copied>(into.Storage.Floats + e * toExample, toStride, from.Storage.Floats + e * fromExample, offsets, places.Target, run);
            Keep(into, from);
        };
    }

    internal override Action Scatter(Matrix<F32> into, Matrix<F32> from, Places places)
    {
        int run = places.Run;
        int[] offsets = Offsets(places, into.Storage.Stride);
        nint fromStride = from.Storage.Stride, fromExample = places.Target.Rows * fromStride, toExample = (nint)places.Source.Rows * into.Storage.Stride;
        return () =>
        {
            new Span<float>(into.Storage.Floats, into.Rows * into.Storage.Stride).Clear();
            int examples = into.Rows / places.Source.Rows;
            for (nint e = 0; e < examples; e++)
                Pieces<AddedBack>(from.Storage.Floats + e * fromExample, fromStride, into.Storage.Floats + e * toExample, offsets, places.Target, run);
            Keep(into, from);
        };
    }

    // Where each piece of the target comes from, in floats from the example's first; −1 for zeros.
    private static int[] Offsets(Places places, int sourceStride)
    {
        var offsets = new int[places.Cells.Length / places.Run];
        for (int i = 0; i < offsets.Length; i++)
        {
            int cell = places.Cells[i * places.Run];
            offsets[i] = cell < 0 ? -1 : checked(cell / places.Source.Columns * sourceStride + cell % places.Source.Columns);
        }
        return offsets;
    }

    // Piece by piece of an example's windows, as wide a register as goes into a piece.
    private static void Pieces<W>(float* windows, nint windowStride, float* picture, int[] offsets, (int Rows, int Columns) target, int run) where W : struct, IWay
    {
        if (run % R.Count == 0) Pieces<W, R>(windows, windowStride, picture, offsets, target, run);
        else if (run % Lanes256.Count == 0) Pieces<W, Lanes256>(windows, windowStride, picture, offsets, target, run);
        else if (run % Lanes128.Count == 0) Pieces<W, Lanes128>(windows, windowStride, picture, offsets, target, run);
        else Pieces<W, Lanes1>(windows, windowStride, picture, offsets, target, run);
    }

    private static void Pieces<W, S>(float* windows, nint windowStride, float* picture, int[] offsets, (int Rows, int Columns) target, int run)
        where W : struct, IWay where S : unmanaged, ILanes<S>
    {
        int piece = 0;
        for (int row = 0; row < target.Rows; row++)
        {
            float* at = windows + row * windowStride, end = at + target.Columns;
            for (; at < end; at += run)
            {
                int offset = offsets[piece++];
                for (int i = 0; i < run; i += S.Count) W.Go<S>(at + i, offset < 0 ? null : picture + offset + i);
            }
        }
    }

    private interface IWay
    {
        /// <summary>One register between a window and the picture; null where the window looks at the border.</summary>
        static abstract void Go<S>(float* window, float* picture) where S : unmanaged, ILanes<S>;
    }

    private readonly struct Copied : IWay
    {
        public static void Go<S>(float* window, float* picture) where S : unmanaged, ILanes<S> => S.Store(picture == null ? S.All(0) : S.Load(picture), window);
    }

    private readonly struct AddedBack : IWay
    {
        public static void Go<S>(float* window, float* picture) where S : unmanaged, ILanes<S>
        {
            if (picture != null) S.Store(S.Load(picture) + S.Load(window), picture);
        }
    }

    // Rows of one length are filled up alike, so whole registers are copied. What was filled up is 0 on both sides.
    internal override Action Look(Matrix<F32> into, Matrix<F32> table, int[] ids)
    {
        if (table.Storage.InPanels) return base.Look(into, table, ids);
        nint stride = into.Storage.Stride;
        return () =>
        {
            for (nint e = 0; e < into.Rows; e++) Copy(table.Storage.Floats + ids[e] * stride, into.Storage.Floats + e * stride, stride);
            Keep(into, table);
        };
    }

    private static void Copy(float* from, float* to, nint count)
    {
        nint i = 0;
        for (; i + R.Count <= count; i += R.Count) R.Store(R.Load(from + i), to + i);
        for (; i < count; i += Lanes128.Count) Lanes128.Store(Lanes128.Load(from + i), to + i);
    }

    internal override Kept<F32> ScatterRows(Matrix<F32> dA, int[] ids) => Kept<F32>.Stored(cells =>
    {
        if (cells.Storage.InPanels)
        {
            Plain.ScatterRows(dA, ids, cells);
            return;
        }
        nint stride = dA.Storage.Stride;
        new Span<float>(cells.Storage.Floats, (int)(cells.Rows * stride)).Clear();
        for (nint e = 0; e < dA.Rows; e++)
        {
            float* from = dA.Storage.Floats + e * stride, to = cells.Storage.Floats + ids[e] * stride;
            for (nint i = 0; i < stride; i += Lanes128.Count) Lanes128.Store(Lanes128.Load(to + i) + Lanes128.Load(from + i), to + i);
        }
        Keep(dA, cells);
    });
}
