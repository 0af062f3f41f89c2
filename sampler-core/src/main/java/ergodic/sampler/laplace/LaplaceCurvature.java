package ergodic.sampler.laplace;

/** Which matrix is the curvature of the rows' likelihoods. */
public enum LaplaceCurvature {
    /** The Gauss-Newton matrix: positive semidefinite where the likelihood is log-concave in the outputs. */
    GAUSS_NEWTON("gauss_newton"),
    /** The Hessian itself, by as many products as there are coordinates. */
    HESSIAN("hessian");

    private final String key;

    LaplaceCurvature(String key) {
        this.key = key;
    }

    /** The curvature of this name. */
    public static LaplaceCurvature of(String key) {
        for (LaplaceCurvature curvature : values()) {
            if (curvature.key.equals(key)) {
                return curvature;
            }
        }
        throw new IllegalArgumentException("there is no curvature \"" + key + "\"");
    }
}
