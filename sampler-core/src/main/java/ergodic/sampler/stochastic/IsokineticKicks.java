package ergodic.sampler.stochastic;

import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.isokinetic.SplittingScheme;
import java.util.ArrayList;
import java.util.List;

/**
 * What kicks of a velocity of fixed length do to one direction of many: in the limit of many dimensions the force f has a known mean
 * square r² a dimension and a known cosine k with the momentum p, whose mean square stays 1, so that a kick by the angle
 * {@code delta = c h r} is linear, {@code p := (p + f / r (sinh delta + k (cosh delta - 1))) / (cosh delta + k sinh delta)}. Force and
 * cosine are those that a typical direction has where it is stationary, in the mean over the places of an epoch. A step is seen from before its second kick, the first by a
 * fresh batch; the gradient at its end also makes the first kick of the next step, after a refresh {@code p := a p + sqrt(1 - a²) n}.
 */
final class IsokineticKicks {

    private static final SplittingScheme SCHEME = SplittingScheme.MINIMAL_NORM;
    private static final int ROUNDS = 60;
    private static final double SETTLED = 1e-7;
    /** From so many batches on an epoch is long beside the kicks of one: they are as for independent ones. */
    private static final int MANY = 500;

    private final double h;
    private final double kept;
    private final List<Kick> kicks;

    private IsokineticKicks(double h, double kept, List<Kick> kicks) {
        this.h = h;
        this.kept = kept;
        this.kicks = kicks;
    }

    /** The kicks of a typical direction, by iteration: its moments make the kicks, and these its moments. */
    static IsokineticKicks of(double h, double friction, KineticNoise typical) {
        double kept = Math.exp(-friction * h);
        BatchOrder order = typical.batches() > MANY ? BatchOrder.INDEPENDENT : BatchOrder.EPOCHS;
        double noise = typical.batches() > 1 ? typical.noise() : 0;
        Map2 state = new Map2(1 / typical.curvature(), 0, 0, 1);
        double[] common = {0, 0};
        IsokineticKicks kicks = new IsokineticKicks(h, kept, List.of());
        for (int round = 0; round < ROUNDS; round++) {
            Path path = new Path(typical.curvature(), h, kept, state, common, noise);
            kicks = new IsokineticKicks(h, kept, path.walk(List.of()));
            KineticMoments moments = kicks.moments(typical.curvature());
            if (!moments.stable()) {
                break;
            }
            KineticMoments.Stationary next = moments.covariance(noise, typical.batches(), order);
            double change = Math.abs(next.before().a() - state.a()) / state.a()
                    + Math.abs(next.before().d() - state.d());
            state = state.times(0.5).plus(next.before().times(0.5));
            common[0] = 0.5 * (common[0] + next.commonX());
            common[1] = 0.5 * (common[1] + next.commonP());
            if (change < SETTLED) {
                break;
            }
        }
        return kicks;
    }

    /** One direction. */
    KineticMoments moments(double curvature) {
        Path path = new Path(curvature, h, kept, Map2.IDENTITY, new double[2], 0);
        path.walk(kicks);
        return KineticMoments.seen(path.map(), path.noise(), path.refresh(), path.seenMap(), path.seenNoise(),
                curvature);
    }

    /**
     * A kick.
     *
     * @param kept
     *            of the momentum
     * @param gained
     *            of the force
     */
    private record Kick(double kept, double gained) {}

    /** Position and momentum on their way through a step, as sums of x, p, the batch's noise and the refresh's normal number. */
    private static final class Path {

        private final double curvature;
        private final double h;
        private final double refreshKept;
        private final Map2 start;
        private final double[] common;
        private final double noise;
        private double[] x = {1, 0, 0, 0};
        private double[] p = {0, 1, 0, 0};
        private double[] seenX = x;
        private double[] seenP = p;

        Path(double curvature, double h, double refreshKept, Map2 start, double[] common, double noise) {
            this.curvature = curvature;
            this.h = h;
            this.refreshKept = refreshKept;
            this.start = start;
            this.common = common;
            this.noise = noise;
        }

        /** By kicks that are given, or, where none are, by those of its own moments. */
        List<Kick> walk(List<Kick> given) {
            List<Kick> made = new ArrayList<>();
            int last = SCHEME.gradients();
            for (int i = 1; i <= last; i++) {
                kick(i, given, made);
                if (i < last) {
                    x = sum(x, 1, p, h * SCHEME.drift(i));
                }
            }
            seenX = x;
            seenP = p;
            p = sum(p, refreshKept, new double[]{0, 0, 0, 1}, Math.sqrt(1 - refreshKept * refreshKept));
            kick(0, given, made);
            x = sum(x, 1, p, h * SCHEME.drift(0));
            return made;
        }

        private void kick(int part, List<Kick> given, List<Kick> made) {
            double[] force = sum(x, -curvature, new double[]{0, 0, 1, 0}, 1);
            Kick kick = given.isEmpty() ? own(force, h * SCHEME.kick(part)) : given.get(made.size());
            made.add(kick);
            p = sum(p, kick.kept(), force, kick.gained());
        }

        private Kick own(double[] force, double time) {
            double r = Math.sqrt(covariance(force, force));
            double cosine = covariance(force, p) / (r * Math.sqrt(covariance(p, p)));
            double delta = time * r;
            double stretch = Math.cosh(delta) + cosine * Math.sinh(delta);
            double gained = (Math.sinh(delta) + cosine * (Math.cosh(delta) - 1)) / r / stretch;
            return new Kick(1 / stretch, gained);
        }

        private double covariance(double[] u, double[] v) {
            return u[0] * (start.a() * v[0] + start.b() * v[1]) + u[1] * (start.c() * v[0] + start.d() * v[1])
                    + u[2] * (common[0] * v[0] + common[1] * v[1]) + v[2] * (common[0] * u[0] + common[1] * u[1])
                    + noise * u[2] * v[2] + u[3] * v[3];
        }

        private static double[] sum(double[] u, double a, double[] v, double b) {
            double[] sum = new double[4];
            for (int i = 0; i < 4; i++) {
                sum[i] = a * u[i] + b * v[i];
            }
            return sum;
        }

        Map2 map() {
            return new Map2(x[0], x[1], p[0], p[1]);
        }

        double[] noise() {
            return new double[]{x[2], p[2]};
        }

        Map2 refresh() {
            double[] normal = {x[3], p[3]};
            return Map2.outer(normal, normal);
        }

        Map2 seenMap() {
            return new Map2(seenX[0], seenX[1], seenP[0], seenP[1]);
        }

        double[] seenNoise() {
            return new double[]{seenX[2], seenP[2]};
        }
    }
}
