package ergodic.sampler.stochastic;

/** How a kinetic method steps and takes its batches: what its exact moments on a Gaussian follow from. */
enum KineticScheme {
    /** {@link Sghmc}. */
    SGHMC {
        @Override
        KineticMoments moments(double h, double friction, double curvature) {
            return KineticMoments.sghmc(h, friction, curvature);
        }

        @Override
        double variance(KineticMoments moments, double noise, double batches) {
            return moments.shuffled(noise, batches);
        }
    };

    /** One direction of a Gaussian. */
    abstract KineticMoments moments(double h, double friction, double curvature);

    /** Variance of x over that of the target, with noise and N / n > 1 batches. */
    abstract double variance(KineticMoments moments, double noise, double batches);
}
