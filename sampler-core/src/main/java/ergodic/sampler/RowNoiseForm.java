package ergodic.sampler;

/** How rows get noise of their own in the weights of layers. */
public enum RowNoiseForm {
    /** Sums of dense layers are drawn by row (Kingma, Salimans and Welling 2015). */
    LOCAL,
    /** Perturbations that all rows share have signs by row (Wen et al. 2018). */
    FLIPOUT
}
