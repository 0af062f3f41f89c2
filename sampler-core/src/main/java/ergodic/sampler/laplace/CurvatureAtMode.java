package ergodic.sampler.laplace;

import ergodic.sampler.CurvedLogDensity;
import ergodic.sampler.DenseLayer;
import ergodic.sampler.Finiteness;
import ergodic.sampler.SecondDerivatives;
import ergodic.sampler.StochasticLogDensity;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at the curvature of a density at a mode and makes of it the shape of the normal distribution there. */
final class CurvatureAtMode {

    /** Most numbers of the directions of a low rank whose rank is not given. */
    static final int MOST_ENTRIES = 4_000_000;
    /** Curvature of the likelihood, in units of the prior's, below which a direction may be left out of such a low rank. */
    static final double LEAST_CURVATURE = 0.01;
    private static final int FIRST_RANK = 20;

    private final Function<int[], SecondDerivatives> bySome;
    private final int[] coordinates;
    private final SecondDerivatives derivatives;
    private final double[] mode;
    private final boolean hessian;
    private int gradients;

    /**
     * Looks at a mode.
     *
     * @param bySome
     *            the second derivatives with respect to some coordinates
     */
    CurvatureAtMode(Function<int[], SecondDerivatives> bySome, int[] coordinates, double[] mode,
            LaplaceCurvature kind) {
        this.bySome = bySome;
        this.coordinates = coordinates;
        this.derivatives = bySome.apply(coordinates);
        this.mode = mode;
        this.hessian = kind == LaplaceCurvature.HESSIAN || derivatives.outputs() == 0;
    }

    /** Those that a density offers, or by differences. */
    static SecondDerivatives of(StochasticLogDensity density, int[] coordinates) {
        return density instanceof CurvedLogDensity curved ? curved.curvature(coordinates)
                : new DifferencedCurvature(density, coordinates);
    }

    /** What looking counts as. */
    int gradients() {
        return gradients;
    }

    /** The shape of a structure, of a low rank with so many directions, or with as many as matter where that is 0; null where a number is not finite. */
    @Nullable
    NormalShape shape(LaplaceStructure structure, int rank) {
        return switch (structure) {
            case FULL -> full();
            case DIAGONAL -> {
                double[] rest = Precisions.restDiagonal(derivatives, mode);
                double[] diagonal = diagonal(derivatives, rest);
                yield Finiteness.firstFault(diagonal) < 0 ? DiagonalNormal.of(diagonal, Precisions.units(rest)) : null;
            }
            case KRONECKER -> kronecker();
            case LOW_RANK -> lowRank(rank);
        };
    }

    private @Nullable NormalShape lowRank(int rank) {
        double[] rest = Precisions.restDiagonal(derivatives, mode);
        double[] units = Precisions.units(rest);
        int replaced = 0;
        for (int i = 0; i < rest.length; i++) {
            replaced += units[i] == rest[i] ? 0 : 1;
        }
        int most = Math.min(units.length, Math.max(FIRST_RANK, MOST_ENTRIES / units.length));
        int directions = rank == 0 ? Math.min(FIRST_RANK, most) : rank;
        TopDirections top = new TopDirections(derivatives, mode, units, directions);
        gradients += top.gradients();
        // One value that is NaN where a number is not finite: no more are looked for.
        while (rank == 0 && directions < most && top.values()[top.values().length - 1] > LEAST_CURVATURE) {
            directions = Math.min(2 * directions, most);
            top = new TopDirections(derivatives, mode, units, directions);
            gradients += top.gradients();
        }
        return Finiteness.firstFault(top.values()) < 0
                ? FewDirectionsNormal.of(units, top.values(), top.vectors(), replaced)
                : null;
    }

    private @Nullable NormalShape full() {
        int d = coordinates.length;
        double[] precision = Precisions.rest(derivatives, mode);
        double[] units = new double[d];
        for (int i = 0; i < d; i++) {
            units[i] = precision[i * d + i];
        }
        if (hessian) {
            precision = Precisions.hessian(derivatives, mode);
            gradients += d * derivatives.gradientsOfProduct();
        } else {
            double[] likelihood = Precisions.gaussNewton(derivatives, mode);
            gradients += derivatives.gradientsOfRows();
            for (int i = 0; i < precision.length; i++) {
                precision[i] += likelihood[i];
            }
        }
        return Finiteness.firstFault(precision) < 0 ? FullNormal.of(precision, Precisions.units(units)) : null;
    }

    private double[] diagonal(SecondDerivatives some, double[] rest) {
        if (hessian) {
            gradients += some.dimension() * some.gradientsOfProduct();
            return Precisions.hessianDiagonal(some, mode);
        }
        double[] diagonal = Precisions.gaussNewtonDiagonal(some, mode);
        gradients += some.gradientsOfRows();
        for (int i = 0; i < rest.length; i++) {
            diagonal[i] += rest[i];
        }
        return diagonal;
    }

    private @Nullable NormalShape kronecker() {
        DenseLayer[] layers = derivatives.layers().toArray(new DenseLayer[0]);
        double[] rest = Precisions.restDiagonal(derivatives, mode);
        double[] others = diagonalOfOthers(layers, rest);
        LayerSums sums = new LayerSums(layers, derivatives.outputs(), derivatives.direct().length);
        if (layers.length > 0) {
            derivatives.forEachLayerRows(mode, sums);
            gradients += derivatives.gradientsOfRows();
        }
        if (!sums.isFinite() || Finiteness.firstFault(rest) >= 0 || Finiteness.firstFault(others) >= 0) {
            return null;
        }
        return KroneckerNormal.of(layers, sums.inner(), sums.outer(), Math.max(1, sums.rows()),
                rest, others);
    }

    /** Precisions of the coordinates of no layer; of the others 0. */
    private double[] diagonalOfOthers(DenseLayer[] layers, double[] rest) {
        boolean[] taken = new boolean[coordinates.length];
        int left = coordinates.length;
        for (DenseLayer layer : layers) {
            for (int o = 0; o < layer.outputs(); o++) {
                for (int i = 0; i <= layer.inputs(); i++) {
                    taken[layer.coordinate(o, i)] = true;
                    left--;
                }
            }
        }
        double[] all = new double[coordinates.length];
        if (left == 0) {
            return all;
        }
        int[] some = new int[left];
        double[] restOfSome = new double[left];
        int next = 0;
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]) {
                some[next] = coordinates[i];
                restOfSome[next++] = rest[i];
            }
        }
        double[] diagonal = diagonal(bySome.apply(some), restOfSome);
        next = 0;
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]) {
                all[i] = diagonal[next++];
            }
        }
        return all;
    }
}
