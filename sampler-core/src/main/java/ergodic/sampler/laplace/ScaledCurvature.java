package ergodic.sampler.laplace;

import ergodic.sampler.DenseLayer;
import ergodic.sampler.LayersOfCurvature;
import ergodic.sampler.RowsOfCurvature;
import ergodic.sampler.SecondDerivatives;
import java.util.List;

/**
 * Second derivatives of a density with other scales of its normal priors.
 *
 * @param given
 *            those of the density as it is
 * @param prior
 *            the scales
 * @param coordinates
 *            with respect to which
 */
record ScaledCurvature(SecondDerivatives given, ScaledPrior prior, int[] coordinates) implements SecondDerivatives {

    @Override
    public int dimension() {
        return given.dimension();
    }

    @Override
    public int outputs() {
        return given.outputs();
    }

    @Override
    public int[] direct() {
        return given.direct();
    }

    @Override
    public int gradientsOfRows() {
        return given.gradientsOfRows();
    }

    @Override
    public int gradientsOfProduct() {
        return given.gradientsOfProduct();
    }

    @Override
    public void forEachRows(double[] theta, RowsOfCurvature rows) {
        given.forEachRows(theta, rows);
    }

    @Override
    public List<DenseLayer> layers() {
        return given.layers();
    }

    @Override
    public void forEachLayerRows(double[] theta, LayersOfCurvature rows) {
        given.forEachLayerRows(theta, rows);
    }

    @Override
    public void hessianInto(double[] theta, double[] direction, double[] product) {
        given.hessianInto(theta, direction, product);
        prior.addInto(coordinates, direction, product);
    }

    @Override
    public void restInto(double[] theta, double[] direction, double[] product) {
        given.restInto(theta, direction, product);
        prior.addInto(coordinates, direction, product);
    }
}
