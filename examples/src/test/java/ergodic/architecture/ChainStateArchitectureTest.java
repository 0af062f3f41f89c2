package ergodic.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import ergodic.sampler.ChainState;
import ergodic.sampler.Fit;
import ergodic.sampler.InputUnits;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.RowNoise;
import ergodic.sampler.RowNoiseForm;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Tuner;
import ergodic.sampler.UniformStart;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Preparation;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.methods.Methods;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.run.FitKit;
import ergodic.sampler.run.Inference;
import ergodic.testing.Saved;
import ergodic.testing.Saved.Loading;
import ergodic.testing.Saved.Saving;
import ergodic.testing.StandardNormal;
import ergodic.testing.WholePosition;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/**
 * Nothing that a chain depends on is lost in a checkpoint: every field of every kernel, tuner and fit of the product is constant,
 * or a {@code @Workspace}, or is shown to be saved. Shown: after a warm-up of 300 transitions and a few draws it differs from
 * that of a fresh one, and after {@code save} and {@code load} into the fresh one the two are equal.
 */
class ChainStateArchitectureTest {

    private static final int WARMUP = 300;

    /**
     * Each that is listed, with its defaults, all combinations of its keys that take words, and other values of each of its keys: what a
     * key brings, such as another tuner, batches, windows or steps without end, is met without a line here.
     */
    private static List<SamplingMethod> methods() {
        List<SamplingMethod> methods = new ArrayList<>();
        for (MethodType type : Methods.ALL) {
            for (Settings settings : variants(type)) {
                if (type.complaint(settings, Rows.COUNT).isEmpty()) {
                    methods.add(type.method(type.prepare(settings, Rows::new, new UniformStart(),
                            RandomSource.XO_SHI_RO_256_PP.create(1L)).map(Preparation::settings).orElse(settings),
                            WARMUP));
                }
            }
        }
        return methods;
    }

    private static List<Settings> variants(MethodType type) {
        List<Settings> all = new ArrayList<>(List.of(Settings.of(type.keys(), Map.of())));
        for (Key<?> key : type.keys()) {
            for (Settings settings : key.choices().isEmpty() ? List.<Settings>of() : List.copyOf(all)) {
                addVariants(settings, key, key.choices(), all);
            }
        }
        for (Key<?> key : type.keys()) {
            addVariants(all.getFirst(), key, List.of(0.0, 1e-2, 0.2, 0.6, 10.0, 1e4, 1, 3, 10, true, false), all);
        }
        return all;
    }

    /** With those of the values that the key takes. */
    private static <V> void addVariants(Settings settings, Key<V> key, List<?> values, List<Settings> all) {
        for (Object value : values) {
            try {
                if (key.type().isInstance(value)) {
                    all.add(settings.with(key, key.type().cast(value)));
                }
            } catch (IllegalArgumentException e) {
                // Not one of its values.
            }
        }
    }

    @Test
    void everyFieldIsConstantOrAWorkspaceOrSaved() throws IOException, ReflectiveOperationException {
        Set<String> shown = new TreeSet<>();
        Map<Class<?>, Proof> proofs = new LinkedHashMap<>();
        for (SamplingMethod method : methods()) {
            // In windows of the warm-up, early and late, and after it.
            for (int transitions : new int[]{90, 110, WARMUP + 5}) {
                Inference used = method.kit(new Rows(), new UniformStart(), new WholePosition(2));
                Inference fresh = method.kit(new Rows(), new UniformStart(), new WholePosition(2));
                run(used, transitions);
                requireSaved(parts(used), parts(fresh), proofs);
                // Another fresh one: what the whole restored differs no more.
                Inference again = method.kit(new Rows(), new UniformStart(), new WholePosition(2));
                requireSaved(within(parts(used)), within(parts(again)), proofs);
            }
        }
        for (Proof proof : proofs.values()) {
            shown.add(proof.requireExercised());
        }
        Set<String> all = new TreeSet<>();
        for (JavaClass found : ProductClasses.all()) {
            boolean part = found.isAssignableTo(TransitionKernel.class) || found.isAssignableTo(Tuner.class)
                    || found.isAssignableTo(Fit.class);
            // Fields of an abstract class are looked at in each class that extends it.
            if (part && !found.isInterface() && !found.getModifiers().contains(JavaModifier.ABSTRACT)) {
                all.add(found.getName());
            }
        }
        assertThat(all).as("kernels, tuners and fits of the product").isNotEmpty();
        assertThat(shown).as("add a method that uses it to this test").containsAll(all);
    }

    private static void requireSaved(List<Part> parts, List<Part> others, Map<Class<?>, Proof> proofs)
            throws IOException, ReflectiveOperationException {
        for (int i = 0; i < parts.size(); i++) {
            proofs.computeIfAbsent(parts.get(i).whole().getClass(), type -> new Proof()).requireSaved(
                    parts.get(i).whole(), others.get(i).whole(), parts.get(i).saving(), others.get(i).loading());
        }
    }

    /** Kernels and tuners that the parts hold. */
    private static List<Part> within(List<Part> parts) throws IllegalAccessException {
        List<Part> within = new ArrayList<>();
        for (Part part : parts) {
            for (Field field : ChainFields.state(part.whole())) {
                Object held = field.get(part.whole());
                if (held instanceof Tuner<?> tuner) {
                    within.add(new Part(tuner, tuner::save, tuner::load));
                } else if (held instanceof TransitionKernel<?> kernel) {
                    within.add(new Part(kernel, kernel::save, kernel::load));
                }
            }
        }
        return within;
    }

    /** The rule itself sees a field that is forgotten. */
    @Test
    void aForgottenFieldIsFound() {
        Forgetful used = new Forgetful();
        used.memory = 3;
        assertThatThrownBy(() -> new Proof().requireSaved(used, new Forgetful(), out -> {}, in -> {}))
                .isInstanceOf(AssertionError.class).hasMessageContaining("Forgetful.memory is not saved");
        Proof idle = new Proof();
        assertThatThrownBy(() -> {
            idle.requireSaved(new Forgetful(), new Forgetful(), out -> {}, in -> {});
            idle.requireExercised();
        }).isInstanceOf(AssertionError.class).hasMessageContaining("memory");
    }

    /** A record is no value if what it holds can change under it. */
    @Test
    void anArrayInARecordIsState() throws IllegalAccessException {
        assertThat(ChainFields.state(new Holding())).extracting(Field::getName).containsExactlyInAnyOrder("positions",
                "lists", "any", "memory");
    }

    private record Positions(double[] theta) {}

    private record Lists(List<double[]> draws) {}

    private record Remembering(Forgetful memory) {}

    private record Constant(int number, List<String> names, MetricKind kind) {}

    private static final class Holding {
        private final Positions positions = new Positions(new double[2]);
        private final Lists lists = new Lists(List.of());
        private final Record any = new Positions(new double[2]);
        private final Remembering memory = new Remembering(new Forgetful());
        private final Constant constant = new Constant(1, List.of("a"), MetricKind.DENSE);
        private final Record value = new Constant(1, List.of("a"), MetricKind.DENSE);

        @Override
        public String toString() {
            return positions + " " + lists + " " + any + " " + memory + " " + constant + " " + value;
        }
    }

    private static final class Forgetful {
        private double memory;

        @Override
        public String toString() {
            return "memory " + memory;
        }
    }

    /** That the state of one class is saved. */
    private static final class Proof {
        private final Set<Field> state = new HashSet<>();
        private final Set<Field> changed = new HashSet<>();
        private Class<?> type = Object.class;

        void requireSaved(Object used, Object fresh, Saving saving, Loading loading)
                throws IOException, ReflectiveOperationException {
            type = used.getClass();
            List<Field> fields = ChainFields.state(used);
            state.addAll(fields);
            for (Field field : fields) {
                if (!ChainFields.same(field.get(used), field.get(fresh))) {
                    changed.add(field);
                }
            }
            Saved.move(saving, loading);
            for (Field field : fields) {
                assertThat(ChainFields.same(field.get(used), field.get(fresh)))
                        .as("%s.%s is not saved: save it, or say by @Workspace why not", type.getSimpleName(),
                                field.getName())
                        .isTrue();
            }
        }

        /** The name of the class, once each of its fields of state was seen to change. */
        String requireExercised() {
            assertThat(changed).as("fields of %s that change in a run: exercise the others, or make them constant",
                    type.getName()).containsAll(state);
            return type.getName();
        }
    }

    private static void run(Inference kit, int transitions) {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        ChainState state = new ChainState(kit.density().dimension());
        kit.start().findInto(state, kit.density(), rng);
        Transition transition = new Transition(kit.statistics());
        kit.begin(state, rng);
        for (int i = 0; i < transitions; i++) {
            if (i == WARMUP) {
                kit.endFirstPhase(state);
            }
            if (i < WARMUP) {
                kit.firstStep(state, rng, transition);
            } else {
                kit.drawStep(state, rng, transition);
            }
        }
    }

    /** What has a state of its own, and how it is saved and loaded. */
    private record Part(Object whole, Saving saving, Loading loading) {}

    private static List<Part> parts(Inference kit) {
        return switch (kit) {
            case ChainKit<?> chain -> List.of(new Part(chain.kernel(), chain.kernel()::save, chain.kernel()::load),
                    new Part(chain.tuner(), chain.tuner()::save, chain.tuner()::load));
            case FitKit fit -> List.of(new Part(fit.fit(), fit.fit()::save, fit.fit()::load));
            default -> throw new AssertionError("no parts are known of " + kit);
        };
    }

    /** {@code N(0, diag(1, 4))}, as if it were of some rows; not to be computed more than 1000 from the origin. */
    private static final class Rows implements TemperedLogDensity {
        private static final int COUNT = 120;

        private final StandardNormal prior = new StandardNormal(2);

        /** N(0, 1) in both, so the likelihood is of the second alone, and wider as the posterior is. */
        @Override
        public PriorDensity prior() {
            return prior;
        }

        @Override
        public int rowCount() {
            return COUNT;
        }

        @Override
        public List<InputUnits> inputUnits() {
            return List.of(new InputUnits("data", 0, 1, 1, 1, true), new InputUnits("hidden", 1, 1, 1, 1, false));
        }

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            gradient[0] = -theta[0];
            gradient[1] = -theta[1] / 4;
            return Math.abs(theta[0]) > 1000 ? Double.NaN : -0.5 * (theta[0] * theta[0] + theta[1] * theta[1] / 4);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            double value = evaluate(theta, gradient);
            gradient[0] += 0.01 * (rows[0] - 0.5 * (COUNT - 1));
            return value;
        }

        @Override
        public Optional<RowNoise> rowNoise(RowNoiseForm form) {
            return Optional.of(new SecondByRow());
        }
    }

    /** A likelihood that the second coordinate has noise by row in, the same for all rows. */
    private static final class SecondByRow implements RowNoise {
        @Override
        public long numbersOfRow() {
            return 1;
        }

        @Override
        public int[] coordinates() {
            return new int[]{1};
        }

        @Override
        public double evaluate(double[] point, double[] spread, int[] rows, int count, boolean mirrored,
                UniformRandomProvider rng, double[] gradient, double[] spreadGradient) {
            double sign = rng.nextBoolean() ? 1 : -1;
            double second = point[1] + sign * spread[0];
            gradient[0] = 0.01 * (rows[0] - 0.5 * (rows.length - 1));
            gradient[1] = 0.75 * second;
            spreadGradient[0] = sign * gradient[1];
            return 0.375 * second * second;
        }
    }
}
