package ergodic.sampler.method;

/** Which scales of a prior a method chooses by the data, and so stores with its draws ({@link ergodic.sampler.draws.VariableRole#PRIOR_SCALE}). */
public enum ChosenScales {
    /** None. */
    NONE,
    /** One for each variable with a normal prior. */
    BY_VARIABLE,
    /** One for each coordinate with a normal prior. */
    BY_WEIGHT
}
