package ergodic.sampler.smc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.Transition;
import ergodic.sampler.method.Settings;
import ergodic.sampler.tempering.TemperedDensity;
import ergodic.sampler.tempering.TemperedPoint;
import ergodic.testing.Allocation;
import ergodic.testing.Saved;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class SmcTest {

    /** Copies fill the places of those that were not taken, and remember whose they are. */
    @Test
    void resamplingKeepsEveryDescent() {
        for (int keep : new int[]{1, 4}) {
            ConjugateRegression target = new ConjugateRegression(1, 3, 7);
            TemperedDensity density = new TemperedDensity(target);
            UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(5);
            Population population = new Population(40, keep, 1);
            double[] origins = new double[40];
            for (int i = 0; i < 40; i++) {
                density.drawPriorInto(population.at(i), rng);
                origins[i] = population.at(i).theta()[0];
            }
            population.begin();
            for (int stage = 0; stage < 3; stage++) {
                population.resample(0.02, rng);
                Set<TemperedPoint> points = Collections.newSetFromMap(new IdentityHashMap<>());
                Set<Integer> lines = new HashSet<>();
                for (int i = 0; i < 40; i++) {
                    points.add(population.at(i));
                    lines.add(population.ancestor(i));
                    if (i % keep > 0) {
                        population.at(i).set(population.at(i - 1));
                        assertThat(population.ancestor(i)).isEqualTo(population.ancestor(i - 1));
                    }
                    assertThat(population.at(i).theta()[0]).isEqualTo(origins[population.ancestor(i)]);
                }
                assertThat(points).as("no particle is two").hasSize(40);
                assertThat(population.lines()).isEqualTo(lines.size());
                population.shuffle(rng);
                if (keep > 1) {
                    break;
                }
                assertThat(population.jumpCorrelation()).as("shuffled, so no longer that of starts").isLessThan(0.9);
            }
        }
    }

    @Test
    void theCorrelationIsThatOfStartAndEnd() {
        Run run = new Run(new ConjugateRegression(2, 10, 3), SmcSettings.of(50), 4);
        assertThat(run.last.value(SmcStatistics.JUMP_CORRELATION)).isBetween(0.0, Smc.FORGOTTEN);
        assertThat(run.last.value(SmcStatistics.ANCESTORS)).isBetween(2.0, 50.0);
    }

    /** From the second pass on particles are moved, and stay draws of the posterior. */
    @Test
    void moreDrawsThanParticlesAreMovedAgain() {
        ConjugateRegression target = new ConjugateRegression(2, 10, 3);
        Smc smc = new Smc(target, SmcSettings.of(100));
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(1);
        ChainState state = new ChainState(2);
        Transition transition = new Transition(smc.statistics());
        smc.begin(state, rng);
        for (int i = 0; i < 300; i++) {
            smc.step(state, rng, transition);
        }
        smc.finish(state);
        double sum = 0;
        for (int i = 0; i < 4000; i++) {
            smc.draw(state, rng, transition);
            assertThat(transition.gradients() > 0).isEqualTo(i >= 100);
            sum += state.theta()[0] / 4000;
        }
        assertThat(sum).isCloseTo(target.mean(0), within(0.15 * Math.sqrt(target.variance(0))));
        double[] gradient = new double[2];
        assertThat(state.logDensity()).isCloseTo(target.evaluate(state.theta(), gradient), within(1e-9));
        assertThat(state.gradient()).containsExactly(gradient, within(1e-9));
    }

    @Test
    void aPopulationThatDoesNotArriveSaysSo() {
        Run run = new Run(new ConjugateRegression(3, 30, 1), SmcSettings.of(50).withSweeps(2), 1);
        assertThat(run.last.cut()).isTrue();
        assertThat(run.last.value(SmcStatistics.BETA)).isLessThan(1);
    }

    /** Saved in the midst of a stage, of a waste-free one too, and among the draws. */
    @Test
    void itGoesOnWithTheSameBits() throws IOException {
        ConjugateRegression target = new ConjugateRegression(3, 30, 1);
        for (SmcSettings settings : new SmcSettings[]{SmcSettings.of(60), SmcSettings.of(60).withKeep(6)}) {
            for (int at : new int[]{1, 4, 9, 200}) {
                Smc whole = new Smc(target, settings);
                UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(9);
                ChainState state = new ChainState(3);
                Transition transition = new Transition(whole.statistics());
                whole.begin(state, rng);
                advance(whole, 0, at, state, rng, transition);
                Smc other = new Smc(target, settings);
                Saved.move(whole::save, other::load);
                UniformRandomProvider first = RandomSource.XO_SHI_RO_256_PP.create(10);
                UniformRandomProvider second = RandomSource.XO_SHI_RO_256_PP.create(10);
                ChainState otherState = new ChainState(3);
                Transition otherTransition = new Transition(other.statistics());
                advance(whole, at, 350, state, first, transition);
                advance(other, at, 350, otherState, second, otherTransition);
                assertThat(otherState.theta()).isEqualTo(state.theta());
                double[] one = new double[transition.statistics().size()];
                double[] two = new double[one.length];
                transition.statisticsInto(one, 0);
                otherTransition.statisticsInto(two, 0);
                assertThat(two).isEqualTo(one);
            }
        }
    }

    /** 200 steps, then draws. */
    private static void advance(Smc smc, int from, int to, ChainState state, UniformRandomProvider rng,
            Transition transition) {
        for (int i = from; i < to; i++) {
            if (i < 200) {
                smc.step(state, rng, transition);
            } else {
                smc.draw(state, rng, transition);
            }
        }
    }

    @Test
    void drawsAllocateNothing() {
        ConjugateRegression target = new ConjugateRegression(3, 30, 1);
        Smc smc = new Smc(target, SmcSettings.of(50));
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(9);
        ChainState start = new ChainState(3);
        Transition transition = new Transition(smc.statistics());
        smc.begin(start, rng);
        for (int i = 0; i < 200; i++) {
            smc.step(start, rng, transition);
        }
        for (int i = 0; i < 50; i++) {
            smc.draw(start, rng, transition);
        }
        assertThat(Allocation.bytesADraw(smc, target)).isZero();
    }

    @Test
    void settingsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> SmcSettings.of(100).withKeep(7)).hasMessageContaining("whole number");
        assertThatThrownBy(() -> SmcSettings.of(100).withShare(1)).hasMessageContaining("share");
        SmcType type = new SmcType();
        Settings settings = Settings.of(type.keys(), Map.of("particles", 100, "keep_states", 7));
        assertThat(type.complaint(settings, 10)).hasValueSatisfying(sentence -> assertThat(sentence)
                .contains("sampler.particles = 100", "sampler.keep_states = 7"));
    }
}
