package ergodic.study.config;

import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import java.util.List;

/**
 * {@code method = "auto"}: in the place of a method until one is chosen, before a new run. It has no keys, and of those that all methods
 * share a number of 0 stands for one that was left out.
 */
final class AutoMethod implements MethodType {

    static final AutoMethod TYPE = new AutoMethod();

    private AutoMethod() {}

    @Override
    public String name() {
        return "auto";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of();
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        throw new IllegalStateException("no method was chosen yet: SamplingJob.begin chooses one");
    }

    /** Methods are chosen for the posterior. */
    @Override
    public boolean takesParts() {
        return false;
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public void advise(Settings settings, Advice advice) {}

    @Override
    public String againstDivergences(Settings settings) {
        return "";
    }
}
