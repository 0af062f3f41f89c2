package ergodic.sampler.stochastic;

import ergodic.sampler.batches.BatchOrder;

/** How a kinetic method steps and takes its batches: what its exact moments on a Gaussian follow from. */
enum KineticScheme {
    /** {@link Sghmc}. */
    SGHMC(BatchOrder.EPOCHS),
    /** {@link Sgnht}. */
    SGNHT(BatchOrder.EPOCHS) {
        @Override
        double friction(double h, double friction, KineticNoise typical) {
            return typical.thermostat(h, friction, BatchOrder.EPOCHS);
        }
    },
    /** {@link Ubu}. */
    UBU(BatchOrder.SWEEPS) {
        @Override
        KineticMoments moments(double h, double friction, double heat, double curvature) {
            return KineticMoments.ubu(h, friction, curvature);
        }
    };

    private final BatchOrder order;

    KineticScheme(BatchOrder order) {
        this.order = order;
    }

    /** In which order rows come. */
    BatchOrder order() {
        return order;
    }

    /** The friction that acts, where a typical direction has this noise. */
    double friction(double h, double friction, KineticNoise typical) {
        return friction;
    }

    /** One direction of a Gaussian. */
    KineticMoments moments(double h, double friction, double heat, double curvature) {
        return KineticMoments.baoab(h, friction, heat, curvature);
    }
}
