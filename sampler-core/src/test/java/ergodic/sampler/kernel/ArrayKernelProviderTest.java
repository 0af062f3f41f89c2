package ergodic.sampler.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrayKernelProviderTest {

    @Test
    void takesVectorsWhereTheModuleIs() {
        assertThat(ArrayKernelProvider.choose(null, true)).isInstanceOf(VectorArrayKernels.class);
        assertThat(ArrayKernelProvider.choose("vector", true)).isInstanceOf(VectorArrayKernels.class);
    }

    @Test
    void takesScalarsWhereItIsNotOrTheyAreAskedFor() {
        assertThat(ArrayKernelProvider.choose(null, false)).isInstanceOf(ScalarArrayKernels.class);
        assertThat(ArrayKernelProvider.choose("scalar", true)).isInstanceOf(ScalarArrayKernels.class);
        assertThat(ArrayKernelProvider.choose("scalar", false)).isInstanceOf(ScalarArrayKernels.class);
    }
}
