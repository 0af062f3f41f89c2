package ergodic.sampler.methods;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.InputUnits;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.TransitionTotals;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.run.ChainResult;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.EvaluationClock;
import ergodic.sampler.run.FitKit;
import ergodic.sampler.run.Inference;
import ergodic.sampler.run.RandomStreams;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.testing.Allocation;
import ergodic.testing.SameBits;
import ergodic.testing.StandardNormal;
import ergodic.testing.StoppingProgress;
import ergodic.testing.WholePosition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for each method that is listed: it joins these tests by its line in {@link Methods}. */
class EveryMethodTest {

    private static final int WARMUP = 120;
    private static final RunSettings SETTINGS = new RunSettings(2, WARMUP, 30, 2, 4L, 2);
    private static final List<Variable> VARIABLES = List.of(Variable.of("theta", Rows.DIMENSION));

    @TempDir
    private Path directory;

    static Stream<MethodType> methods() {
        return Methods.ALL.stream();
    }

    /** With its defaults, and what it finds out for itself. */
    private static Settings settings(MethodType type) {
        Settings settings = Settings.of(type.keys(), Map.of());
        return type.prepare(settings, Rows::new, new UniformStart(), RandomStreams.ofChain(1L, 0))
                .map(found -> found.settings()).orElse(settings);
    }

    private static Inference kit(SamplingMethod method) {
        return method.kit(new Rows(), new UniformStart(), new WholePosition(Rows.DIMENSION));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aRunThatIsStoppedAndResumedGivesTheSameBits(MethodType type) {
        SamplingMethod method = type.method(settings(type), WARMUP);
        MemoryDraws expected = new MemoryDraws(2, VARIABLES);
        RunResult whole = Sampling.run(SETTINGS, chain -> kit(method), expected);
        MemoryDraws draws = new MemoryDraws(2, VARIABLES);
        Random random = new Random(2);
        Checkpoints checkpoints = Checkpoints.begin(directory, type.name());
        RunResult result;
        int runs = 0;
        do {
            Cancellation cancellation = new Cancellation();
            StoppingProgress stopping = new StoppingProgress(cancellation, 1 + random.nextInt(60));
            result = Sampling.run(SETTINGS, chain -> kit(method), draws, stopping, cancellation, checkpoints);
            checkpoints = Checkpoints.resume(directory, type.name());
            runs++;
        } while (!result.finished());
        assertThat(runs).isGreaterThan(4);
        assertThat(result.gradients()).isEqualTo(whole.gradients());
        SameBits.require(draws, expected);
        assertThat(draws.statistics()).isEqualTo(Transition.schema(method.statistics()));
    }

    /** What the run says of start, tuning and sampling is all that was evaluated, failed and searching ones included. */
    @ParameterizedTest
    @MethodSource("methods")
    void everyGradientIsCounted(MethodType type) {
        SamplingMethod method = type.method(settings(type), WARMUP);
        Rows[] rows = {new Rows(), new Rows()};
        MemoryDraws draws = new MemoryDraws(2, VARIABLES);
        RunResult result = Sampling.run(SETTINGS,
                chain -> method.kit(EvaluationClock.over(rows[chain]), new UniformStart(),
                        new WholePosition(Rows.DIMENSION)),
                draws);
        for (int chain = 0; chain < 2; chain++) {
            ChainResult counts = result.chains().get(chain);
            assertThat(counts.startGradients()).isPositive();
            assertThat(counts.startGradients() + counts.warmupGradients() + counts.gradients())
                    .isEqualTo(rows[chain].evaluations);
            TransitionTotals totals = draws.totals().get(chain);
            assertThat(totals.startGradients()).hasValue(counts.startGradients());
            assertThat(totals.tuningGradients()).hasValue(counts.warmupGradients());
            assertThat(totals.gradients()).isEqualTo(counts.gradients());
        }
        assertThat(result.gradients()).isEqualTo((long) rows[0].evaluations + rows[1].evaluations);
        // What the kernel says of its own transitions is no less than what it took.
        MemoryDraws unclocked = new MemoryDraws(2, VARIABLES);
        assertThat(Sampling.run(SETTINGS, chain -> kit(method), unclocked).samplingGradients())
                .isEqualTo(result.samplingGradients());
    }

    /** 0 bytes a transition once the tuning is fixed, and no more gradients than it says. */
    @ParameterizedTest
    @MethodSource("methods")
    void aTransitionAllocatesNothing(MethodType type) {
        Settings settings = settings(type);
        Inference inference = kit(type.method(settings, WARMUP));
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        ChainState state = new ChainState(Rows.DIMENSION);
        inference.start().findInto(state, inference.density(), rng);
        Transition transition = new Transition(inference.statistics());
        inference.begin(state, rng);
        for (int i = 0; i < WARMUP; i++) {
            inference.firstStep(state, rng, transition);
            // A fit that has arrived stands still.
            assertThat((double) transition.gradients()).isBetween(0.0, type.mostGradients(settings));
        }
        inference.endFirstPhase(state);
        if (inference instanceof FitKit kit) {
            assertThat(Allocation.bytesAStep(kit.fit(), kit.density())).isZero();
            assertThat(kit.kind()).isEqualTo(type.kind());
        }
        if (inference instanceof ChainKit<?> kit) {
            assertThat(bytes(kit)).isZero();
            assertThat(type.kind()).isEqualTo(DrawKind.CHAIN);
            assertThat(kit.tuner().tuning()).as("the same object while nothing changes")
                    .isSameAs(kit.tuner().tuning());
        }
    }

    private static <T> long bytes(ChainKit<T> kit) {
        return Allocation.bytesATransition(kit.kernel(), kit.density(), kit.tuner().tuning());
    }

    /** Each says what helps against what can be wrong with draws of its kind. */
    @ParameterizedTest
    @MethodSource("methods")
    void eachSaysWhatHelps(MethodType type) {
        Settings settings = settings(type);
        Advice advice = new Advice(new Advice.Run(4, 1000, 1000, 1000, 1, 50), Map.of(), "another");
        type.advise(settings, advice);
        List<Difficulty> expected = switch (type.kind()) {
            case CHAIN -> List.of(Difficulty.TOO_FEW_DRAWS, Difficulty.DISAGREEMENT, Difficulty.NOT_ARRIVED,
                    Difficulty.DIVERGENCES, Difficulty.STANDSTILL, Difficulty.FEW_CHAINS);
            case INDEPENDENT -> List.of(Difficulty.TOO_FEW_DRAWS, Difficulty.BROKEN_FIT);
            case POPULATION -> List.of(Difficulty.DISAGREEMENT, Difficulty.UNFINISHED_FIT, Difficulty.FEW_FITS);
            case MEMBERS -> List.of(Difficulty.UNFINISHED_FIT, Difficulty.BROKEN_FIT, Difficulty.FEW_FITS);
        };
        assertThat(advice.toMap().keySet()).containsAll(expected);
        // The name of another method comes from the list, not from this one.
        assertThat(advice.toMap().values().stream().flatMap(List::stream)
                .map(sentence -> sentence.replace("sampler.method = \"another\"", "")))
                .allMatch(sentence -> Methods.ALL.stream().filter(each -> !each.name().equals(type.name()))
                        .noneMatch(each -> sentence.contains('"' + each.name() + '"')));
        assertThat(type.againstDivergences(settings)).isNotBlank().doesNotEndWith(".");
        assertThat(type.exact()).isEqualTo(type.caveats(settings).isEmpty());
    }

    /** Two hundred rows {@code y_i ~ N(theta, scales^2)} under a standard normal prior. */
    private static final class Rows implements TemperedLogDensity {
        private static final int DIMENSION = 3;
        private static final int ROWS = 200;
        private int evaluations;

        private final StandardNormal prior = new StandardNormal(DIMENSION);

        @Override
        public PriorDensity prior() {
            return prior;
        }

        @Override
        public List<InputUnits> inputUnits() {
            return List.of(new InputUnits("data", 0, 1, 1, 1, true),
                    new InputUnits("hidden", 1, 1, DIMENSION - 1, 1, false));
        }

        @Override
        public int dimension() {
            return DIMENSION;
        }

        @Override
        public int rowCount() {
            return ROWS;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            evaluations++;
            double sum = prior.evaluate(theta, gradient);
            for (int row = 0; row < ROWS; row++) {
                sum += addRow(row, 1, theta, gradient);
            }
            return sum;
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            evaluations++;
            double sum = prior.evaluate(theta, gradient);
            for (int i = 0; i < count; i++) {
                sum += addRow(rows[i], (double) ROWS / count, theta, gradient);
            }
            return sum;
        }

        private static double addRow(int row, double weight, double[] theta, double[] gradient) {
            double sum = 0;
            for (int i = 0; i < DIMENSION; i++) {
                double residual = (Math.sin(row + i) - theta[i]) / (i + 1);
                gradient[i] += weight * residual / (i + 1);
                sum -= weight * residual * residual / 2;
            }
            return sum;
        }
    }
}
