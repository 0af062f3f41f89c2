package ergodic.sampler.laplace;

import ergodic.sampler.LogDensity;
import ergodic.sampler.RowsOfCurvature;
import ergodic.sampler.SecondDerivatives;
import ergodic.sampler.TemperedLogDensity;
import org.jspecify.annotations.Nullable;

/** Second derivatives by central differences of gradients, for a density that does not offer them: two gradients a product. */
final class DifferencedCurvature implements SecondDerivatives {

    private static final double STEP = Math.cbrt(Math.ulp(1.0));

    private final LogDensity density;
    private final @Nullable LogDensity prior;
    private final int[] coordinates;
    private final double[] point;
    private final double[] up;
    private final double[] down;

    DifferencedCurvature(LogDensity density, int[] coordinates) {
        this.density = density;
        this.prior = density instanceof TemperedLogDensity tempered ? tempered.prior() : null;
        this.coordinates = coordinates;
        this.point = new double[density.dimension()];
        this.up = new double[density.dimension()];
        this.down = new double[density.dimension()];
    }

    @Override
    public int dimension() {
        return coordinates.length;
    }

    @Override
    public int outputs() {
        return 0;
    }

    @Override
    public int[] direct() {
        return new int[0];
    }

    @Override
    public int gradientsOfProduct() {
        return 2;
    }

    @Override
    public void forEachRows(double[] theta, RowsOfCurvature rows) {
        throw new IllegalStateException("there are no outputs of a network");
    }

    @Override
    public void hessianInto(double[] theta, double[] direction, double[] product) {
        into(density, theta, direction, product);
    }

    @Override
    public void restInto(double[] theta, double[] direction, double[] product) {
        if (prior != null) {
            into(prior, theta, direction, product);
        } else {
            java.util.Arrays.fill(product, 0);
        }
    }

    private void into(LogDensity of, double[] theta, double[] direction, double[] product) {
        double length = 0;
        double size = 1;
        for (int i = 0; i < direction.length; i++) {
            length = Math.max(length, Math.abs(direction[i]));
            if (direction[i] != 0) {
                size = Math.max(size, Math.abs(theta[coordinates[i]]));
            }
        }
        double step = length > 0 ? STEP * size / length : STEP;
        move(theta, direction, step);
        of.evaluate(point, up);
        move(theta, direction, -step);
        of.evaluate(point, down);
        for (int i = 0; i < product.length; i++) {
            product[i] = (down[coordinates[i]] - up[coordinates[i]]) / (2 * step);
        }
    }

    private void move(double[] theta, double[] direction, double step) {
        System.arraycopy(theta, 0, point, 0, point.length);
        for (int i = 0; i < direction.length; i++) {
            point[coordinates[i]] += step * direction[i];
        }
    }
}
