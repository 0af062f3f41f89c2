package ergodic.sampler.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** The targets of the suite. */
enum KnownTargets {
    /** Two independent normals of one width. */
    NORMAL_2(() -> normal(2, 1.0)),
    /** Two independent normals whose variances differ by 1e4. */
    NORMAL_2_STIFF(() -> normal(2, 1e4)),
    /** A hundred of one width. */
    NORMAL_100(() -> normal(100, 1.0)),
    /** A hundred whose variances run over four orders of magnitude. */
    NORMAL_100_STIFF(() -> normal(100, 1e4)),
    /** A thousand of one width. */
    NORMAL_1000(() -> normal(1000, 1.0)),
    /** A thousand whose variances run over four orders of magnitude. */
    NORMAL_1000_STIFF(() -> normal(1000, 1e4)),
    /** Five normals of widths 0.5 to 3, each correlated by 0.8 with the next. */
    CORRELATED(() -> new Correlated()),
    /** Neal's funnel with two limbs: {@code v ~ N(0, 3)}, {@code x_i ~ N(0, exp(v / 2))}. */
    FUNNEL(() -> new Funnel()),
    /** Rosenbrock's banana: {@code x ~ N(1, 1)}, {@code y ~ N(x^2, 0.5)}. */
    ROSENBROCK(() -> new Rosenbrock()),
    /** Four independent Student-t with three degrees of freedom. */
    STUDENT(() -> new Student()),
    /** Two modes of weights 0.3 and 0.7, six of their widths apart, and a normal. */
    MIXTURE(() -> new TwoNormals());

    @SuppressWarnings("ImmutableEnumChecker") // the functions above hold no state
    private final Supplier<KnownTarget> maker;

    KnownTargets(Supplier<KnownTarget> maker) {
        this.maker = maker;
    }

    /** One of a chain's own. */
    KnownTarget make() {
        return maker.get();
    }

    private static KnownTarget normal(int dimension, double condition) {
        double[] scale = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            scale[i] = Math.pow(condition, 0.5 * i / (dimension - 1.0) - 0.5);
        }
        return new Normals(scale);
    }

    private static double log1(double u) {
        return -0.5 * u * u;
    }

    private static final class Normals extends KnownTarget {

        private final double[] scale;

        Normals(double[] scale) {
            super("normals", scale.length, 2.0);
            this.scale = scale;
        }

        @Override
        void exactInto(double[] theta, UniformRandomProvider rng) {
            for (int i = 0; i < scale.length; i++) {
                theta[i] = scale[i] * normal(rng);
            }
        }

        @Override
        double density(double[] theta, double[] gradient) {
            double sum = 0.0;
            for (int i = 0; i < scale.length; i++) {
                double u = theta[i] / scale[i];
                sum += log1(u);
                gradient[i] = -u / scale[i];
            }
            return sum;
        }

        @Override
        List<Known> functions() {
            List<Known> all = new ArrayList<>();
            for (int i = 0; i < scale.length; i++) {
                int k = i;
                all.add(new Known("x" + i, x -> x[k] / scale[k], 0.0));
                all.add(new Known("x" + i + "^2", x -> x[k] * x[k] / (scale[k] * scale[k]), 1.0));
            }
            all.add(new Known("log density", x -> density(x, new double[x.length]), -0.5 * scale.length));
            return all;
        }
    }

    private static final class Correlated extends KnownTarget {

        private static final double R = 0.8;
        private static final double[] SCALE = {0.5, 1.0, 2.0, 1.0, 3.0};

        Correlated() {
            super("correlated", 5, 4.0);
        }

        @Override
        void exactInto(double[] theta, UniformRandomProvider rng) {
            double u = normal(rng);
            theta[0] = SCALE[0] * u;
            for (int i = 1; i < 5; i++) {
                u = R * u + Math.sqrt(1.0 - R * R) * normal(rng);
                theta[i] = SCALE[i] * u;
            }
        }

        @Override
        double density(double[] theta, double[] gradient) {
            double u = theta[0] / SCALE[0];
            double sum = log1(u);
            gradient[0] = -u / SCALE[0];
            for (int i = 1; i < 5; i++) {
                double next = theta[i] / SCALE[i];
                double innovation = (next - R * u) / (1.0 - R * R);
                sum -= 0.5 * innovation * innovation * (1.0 - R * R);
                gradient[i] = -innovation / SCALE[i];
                gradient[i - 1] += R * innovation / SCALE[i - 1];
                u = next;
            }
            return sum;
        }

        @Override
        List<Known> functions() {
            return List.of(new Known("x0", x -> x[0] / SCALE[0], 0.0), new Known("x4", x -> x[4] / SCALE[4], 0.0),
                    new Known("x0^2", x -> x[0] * x[0] / (SCALE[0] * SCALE[0]), 1.0),
                    new Known("x4^2", x -> x[4] * x[4] / (SCALE[4] * SCALE[4]), 1.0),
                    new Known("x2 x3", x -> x[2] * x[3] / (SCALE[2] * SCALE[3]), R),
                    new Known("x0 x4", x -> x[0] * x[4] / (SCALE[0] * SCALE[4]), Math.pow(R, 4)),
                    new Known("log density", x -> density(x, new double[5]), -2.5));
        }
    }

    private static final class Funnel extends KnownTarget {

        Funnel() {
            super("funnel", 3, 5.0);
        }

        @Override
        void exactInto(double[] theta, UniformRandomProvider rng) {
            theta[0] = 3.0 * normal(rng);
            for (int i = 1; i < 3; i++) {
                theta[i] = Math.exp(0.5 * theta[0]) * normal(rng);
            }
        }

        @Override
        double density(double[] theta, double[] gradient) {
            double v = theta[0];
            double precision = Math.exp(-v);
            double squares = theta[1] * theta[1] + theta[2] * theta[2];
            gradient[0] = -v / 9.0 + 0.5 * precision * squares - 1.0;
            gradient[1] = -precision * theta[1];
            gradient[2] = -precision * theta[2];
            return -v * v / 18.0 - 0.5 * precision * squares - v;
        }

        private static double limb(double[] x) {
            return x[1] * Math.exp(-0.5 * x[0]);
        }

        @Override
        List<Known> functions() {
            NormalDistribution wide = NormalDistribution.of(0.0, 3.0);
            return List.of(new Known("F(v)", x -> wide.cumulativeProbability(x[0]), 0.5),
                    new Known("F(v)^2", x -> square(wide.cumulativeProbability(x[0])), 1.0 / 3.0),
                    new Known("neck", x -> x[0] < -3.0 ? 1.0 : 0.0, wide.cumulativeProbability(-3.0)),
                    new Known("mouth", x -> x[0] > 3.0 ? 1.0 : 0.0, wide.cumulativeProbability(-3.0)),
                    new Known("limb^2", x -> limb(x) * limb(x), 1.0),
                    new Known("limb^2 with v", x -> Math.tanh(limb(x) * limb(x)) * Math.tanh(x[0] / 3.0), 0.0),
                    new Known("sign", x -> Math.tanh(limb(x)), 0.0));
        }
    }

    private static final class Rosenbrock extends KnownTarget {

        Rosenbrock() {
            super("Rosenbrock", 2, 4.0);
        }

        @Override
        void exactInto(double[] theta, UniformRandomProvider rng) {
            theta[0] = 1.0 + normal(rng);
            theta[1] = theta[0] * theta[0] + 0.5 * normal(rng);
        }

        @Override
        double density(double[] theta, double[] gradient) {
            double x = theta[0];
            double bend = theta[1] - x * x;
            gradient[0] = -(x - 1.0) + 8.0 * bend * x;
            gradient[1] = -4.0 * bend;
            return log1(x - 1.0) - 2.0 * bend * bend;
        }

        @Override
        List<Known> functions() {
            NormalDistribution normal = NormalDistribution.of(1.0, 1.0);
            return List.of(new Known("F(x)", x -> normal.cumulativeProbability(x[0]), 0.5),
                    new Known("F(x)^2", x -> square(normal.cumulativeProbability(x[0])), 1.0 / 3.0),
                    new Known("x", x -> x[0], 1.0), new Known("x^2", x -> x[0] * x[0], 2.0),
                    new Known("bend", x -> x[1] - x[0] * x[0], 0.0),
                    new Known("bend^2", x -> 4.0 * square(x[1] - x[0] * x[0]), 1.0));
        }
    }

    private static final class Student extends KnownTarget {

        private static final double DEGREES = 3.0;

        Student() {
            super("Student-t", 4, 6.0);
        }

        @Override
        void exactInto(double[] theta, UniformRandomProvider rng) {
            for (int i = 0; i < 4; i++) {
                double squares = 0.0;
                for (int k = 0; k < (int) DEGREES; k++) {
                    squares += square(normal(rng));
                }
                theta[i] = normal(rng) / Math.sqrt(squares / DEGREES);
            }
        }

        @Override
        double density(double[] theta, double[] gradient) {
            double sum = 0.0;
            for (int i = 0; i < 4; i++) {
                double x = theta[i];
                sum -= 0.5 * (DEGREES + 1.0) * Math.log1p(x * x / DEGREES);
                gradient[i] = -(DEGREES + 1.0) * x / (DEGREES + x * x);
            }
            return sum;
        }

        @Override
        List<Known> functions() {
            TDistribution t = TDistribution.of(DEGREES);
            List<Known> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int k = i;
                all.add(new Known("F(x" + i + ")", x -> t.cumulativeProbability(x[k]), 0.5));
                all.add(new Known("F(x" + i + ")^2", x -> square(t.cumulativeProbability(x[k])), 1.0 / 3.0));
                all.add(new Known("tail of x" + i, x -> Math.abs(x[k]) > 5.0 ? 1.0 : 0.0,
                        2.0 * t.cumulativeProbability(-5.0)));
            }
            return all;
        }
    }

    private static final class TwoNormals extends KnownTarget {

        private static final double UPPER = 0.7;
        private static final double AWAY = 3.0;

        TwoNormals() {
            super("mixture", 2, 4.0);
        }

        @Override
        void exactInto(double[] theta, UniformRandomProvider rng) {
            theta[0] = (rng.nextDouble() < UPPER ? AWAY : -AWAY) + normal(rng);
            theta[1] = normal(rng);
        }

        @Override
        double density(double[] theta, double[] gradient) {
            double up = Math.log(UPPER) + log1(theta[0] - AWAY);
            double down = Math.log(1.0 - UPPER) + log1(theta[0] + AWAY);
            double most = Math.max(up, down);
            double share = 1.0 / (1.0 + Math.exp(down - up));
            gradient[0] = -(share * (theta[0] - AWAY) + (1.0 - share) * (theta[0] + AWAY));
            gradient[1] = -theta[1];
            return most + Math.log(Math.exp(up - most) + Math.exp(down - most)) + log1(theta[1]);
        }

        @Override
        List<Known> functions() {
            double below = NormalDistribution.of(0.0, 1.0).cumulativeProbability(-AWAY);
            return List.of(
                    new Known("upper mode", x -> x[0] > 0.0 ? 1.0 : 0.0, UPPER + (1.0 - 2.0 * UPPER) * below),
                    new Known("x0", x -> x[0], AWAY * (2.0 * UPPER - 1.0)),
                    new Known("x0^2", x -> x[0] * x[0], AWAY * AWAY + 1.0), new Known("x1", x -> x[1], 0.0),
                    new Known("x1^2", x -> x[1] * x[1], 1.0));
        }
    }

    private static double square(double x) {
        return x * x;
    }
}
