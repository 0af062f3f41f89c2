package ergodic.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KernelProviderTest {

    @Test
    void thePropertyForcesAChoice() {
        assertThat(KernelProvider.choose("scalar", true).name()).isEqualTo("scalar");
        assertThat(KernelProvider.choose("vector", true).name()).startsWith("vector");
    }

    @Test
    void withoutTheModuleTheKernelsAreScalar() {
        assertThat(KernelProvider.choose(null, false).name()).isEqualTo("scalar");
    }

    @Test
    void anUnknownChoiceIsExplained() {
        assertThatThrownBy(() -> KernelProvider.choose("fast", true))
                .hasMessage("the system property ergodic.kernels is \"fast\"; it must be scalar or vector");
    }
}
