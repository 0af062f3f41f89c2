package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;

/** How an output of the network becomes a standard deviation. */
public enum NoiseLink {
    /** {@code log(1 + e^x)}: grows no faster than the output. */
    SOFTPLUS,
    /** {@code e^x}. */
    EXP;

    Tensor of(Tensor output) {
        return switch (this) {
            case SOFTPLUS -> output.softplus();
            case EXP -> output.exp();
        };
    }
}
