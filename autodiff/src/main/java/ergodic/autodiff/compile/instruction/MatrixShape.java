package ergodic.autodiff.compile.instruction;

import ergodic.autodiff.compile.plan.TiledValue;

/**
 * The sizes of a matrix product {@code [rows, inner] x [inner, columns]} and the strides, in elements, of its operands after
 * transposition: element (i, k) of a is {@code i aRow + k aColumn}, element (k, j) of b is {@code k bRow + j bColumn}.
 */
public record MatrixShape(int rows, int inner, int columns, int aRow, int aColumn, int bRow, int bColumn) {

    /** Of operands that are matrices or vectors (a as a row, b as a column). */
    public static MatrixShape of(TiledValue a, TiledValue b, boolean transposeA, boolean transposeB) {
        int[] ad = a.dims();
        int[] bd = b.dims();
        int rows = 1;
        int inner = ad[0];
        int aRow = 0;
        int aColumn = a.strides()[0];
        if (ad.length == 2) {
            int r = transposeA ? 1 : 0;
            rows = ad[r];
            inner = ad[1 - r];
            aRow = a.strides()[r];
            aColumn = a.strides()[1 - r];
        }
        int columns = 1;
        int bRow = b.strides()[0];
        int bColumn = 0;
        if (bd.length == 2) {
            int r = transposeB ? 1 : 0;
            columns = bd[1 - r];
            bRow = b.strides()[r];
            bColumn = b.strides()[1 - r];
        }
        return new MatrixShape(rows, inner, columns, aRow, aColumn, bRow, bColumn);
    }
}
