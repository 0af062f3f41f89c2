package ergodic.sampler.stochastic;

import ergodic.sampler.batches.BatchKeys;
import ergodic.sampler.method.Offer;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.method.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ubu}. */
public final class UbuType extends KineticType {

    private static final int FEWEST_ROWS = 1000;
    private static final int CHAINS = 4;
    private static final int WARMUP = 4000;
    private static final int DRAWS = 500;
    private static final int THIN = 20;

    @Override
    public String name() {
        return "ubu";
    }

    @Override
    protected KineticScheme scheme() {
        return KineticScheme.UBU;
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new UbuMethod(chosen(settings));
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List
                .of("The draws are by kinetic Langevin dynamics with stochastic gradients and without an acceptance test, which is"
                        + " biased by its step and by the noise of its batches: agreement of the chains does not show the bias.");
    }

    /** For data whose gradients are too dear: of those with mini-batches it has the bias of second order in its step. */
    @Override
    public Optional<Offer> offer(Task task) {
        if (task.rows() < FEWEST_ROWS) {
            return Optional.empty();
        }
        int batch = Math.clamp(task.rows() / 20, 50, 500);
        Settings settings = Settings.of(keys(), Map.of(BatchKeys.BATCH_SIZE.name(), batch));
        return Optional.of(Offer.of(settings, CHAINS, WARMUP, DRAWS, THIN,
                (double) CHAINS * (WARMUP + DRAWS * THIN) * batch / task.rows(),
                "its gradients are of " + batch
                        + " rows, since those of all rows are too dear; its bias is measured after"
                        + " the run"));
    }
}
