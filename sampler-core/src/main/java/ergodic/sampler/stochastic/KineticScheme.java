package ergodic.sampler.stochastic;

import ergodic.sampler.batches.BatchOrder;
import java.util.function.DoubleFunction;

/** How a kinetic method steps and takes its batches: what its exact moments on a Gaussian follow from. */
public enum KineticScheme {
    /** {@link Sghmc}. */
    SGHMC(BatchOrder.EPOCHS) {
        @Override
        DoubleFunction<KineticMoments> directions(double h, double friction, KineticNoise typical) {
            return curvature -> KineticMoments.sghmc(h, friction, curvature); // cold: once a run
        }
    },
    /** {@link Sgnht}. */
    SGNHT(BatchOrder.EPOCHS) {
        @Override
        DoubleFunction<KineticMoments> directions(double h, double friction, KineticNoise typical) {
            double acting = typical.thermostat(h, friction, BatchOrder.EPOCHS);
            return curvature -> KineticMoments.baoab(h, acting, friction, curvature); // cold: once a run
        }
    },
    /** {@link Ubu}. */
    UBU(BatchOrder.SWEEPS) {
        @Override
        DoubleFunction<KineticMoments> directions(double h, double friction, KineticNoise typical) {
            return curvature -> KineticMoments.ubu(h, friction, curvature); // cold: once a run
        }
    },
    /** A velocity of fixed length, in many dimensions: {@link IsokineticKicks}. */
    SMILE(BatchOrder.EPOCHS) {
        @Override
        DoubleFunction<KineticMoments> directions(double h, double friction, KineticNoise typical) {
            IsokineticKicks kicks = IsokineticKicks.of(h, friction, typical);
            return kicks::moments; // cold: once a run
        }
    };

    private final BatchOrder order;

    KineticScheme(BatchOrder order) {
        this.order = order;
    }

    /** In which order rows come. */
    public BatchOrder order() {
        return order;
    }

    /** The moments along a direction of some curvature, where a typical direction has this noise. */
    abstract DoubleFunction<KineticMoments> directions(double h, double friction, KineticNoise typical);
}
