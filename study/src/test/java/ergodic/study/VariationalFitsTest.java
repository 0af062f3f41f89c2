package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ergodic.autodiff.Tensor;
import ergodic.model.Model;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.HalfNormal;
import ergodic.model.distribution.Normal;
import ergodic.nn.BayesianNetwork;
import ergodic.nn.DrawPositions;
import ergodic.nn.data.Dataset;
import ergodic.nn.predict.Positions;
import ergodic.nn.prior.HierarchicalPrior;
import ergodic.nn.prior.HyperPrior;
import ergodic.nn.prior.Scaling;
import ergodic.sampler.draws.Draws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fits rose, and what of their divergence from the prior belongs to which variable. */
class VariationalFitsTest {

    @TempDir
    private Path folder;

    /** Draws of a product of normals. */
    private record Normals(double[] mean, double[] sd, int draws, double[][] made) implements Positions {

        static Normals of(double[] mean, double[] sd, int draws, long seed) {
            Random random = new Random(seed);
            double[][] made = new double[2 * draws][mean.length];
            for (double[] theta : made) {
                for (int i = 0; i < theta.length; i++) {
                    theta[i] = mean[i] + sd[i] * random.nextGaussian();
                }
            }
            return new Normals(mean, sd, draws, made);
        }

        @Override
        public int chains() {
            return 2;
        }

        @Override
        public int dimension() {
            return mean.length;
        }

        @Override
        public void readInto(int chain, int draw, double[] theta) {
            System.arraycopy(made[chain * draws + draw], 0, theta, 0, theta.length);
        }
    }

    /** Noise by row goes through a run, whose draws say what they were made by in its statistics alone; and is refused before it where weights are computed from others. */
    @Test
    void noiseByRowIsForLayersThatAllowIt() throws IOException {
        double[][] x = new double[30][1];
        double[] y = new double[30];
        for (int i = 0; i < 30; i++) {
            x[i][0] = i / 15.0 - 1;
            y[i] = Math.sin(3 * x[i][0]) + 0.1 * Math.cos(7 * i);
        }
        BayesianNetwork.Builder builder = BayesianNetwork.on(Dataset.of(x, y)).hidden(4);
        String[] settings = {"sampler.method=vi", "sampler.estimator=local", "sampler.steps=100", "sampler.chains=1",
                "sampler.draws=30", "sampler.candidates=25", "sampler.batch_size=7"};
        Study study = Study.of(builder.build(), settings);
        SamplingJob.begin(study, folder.resolve("local")).run(1);
        FinishedRun run = FinishedRun.open(RunFolder.open(folder.resolve("local")), study);
        assertThat(run.predict(study.dataset().train(), 0.5).mean()).hasSize(30).doesNotContain(Double.NaN);
        Study refused = Study
                .of(builder.weights(new HierarchicalPrior(HyperPrior.HALF_NORMAL, 1, Scaling.FAN_IN, false))
                        .build(), settings);
        assertThatThrownBy(() -> SamplingJob.begin(refused, folder.resolve("refused")))
                .hasMessageContaining("sampler.estimator = \"local\" finds no dense layer whose weights are themselves"
                        + " unknowns of that layer alone (grouped convolutions, dense layers at each step of a sequence,"
                        + " attention and recurrent layers are left out); set sampler.estimator = \"weights\"");
    }

    /**
     * Of {@code w ~ N(0.5, 2)}, {@code s} half-normal and {@code v | s ~ N(0, s)}, and q normal in w, log s and v, all in closed form; each share to 4.5 standard errors (a false alarm in 10^5
     * runs), and the shares add up.
     */
    @Test
    void sharesAreThoseInClosedForm() {
        ModelBuilder builder = new ModelBuilder();
        Tensor w = builder.parameter("w", Support.real(), 2);
        Tensor s = builder.parameter("s", Support.positive());
        Tensor v = builder.parameter("v", Support.real());
        builder.prior(w, Normal.of(0.5, 2));
        builder.prior(s, HalfNormal.of(1));
        builder.prior(v, Normal.of(0, s));
        Model model = builder.build();
        double[] mean = {0.1, -1, -0.4, 0.7};
        double[] sd = {0.3, 1.5, 0.2, 0.5};
        PriorDivergence found = PriorDivergence.of(model, Normals.of(mean, sd, 3000, 5L));
        double ofW = 0;
        for (int i = 0; i < 2; i++) {
            double off = mean[i] - 0.5;
            ofW += Math.log(2 / sd[i]) + (sd[i] * sd[i] + off * off) / 8 - 0.5;
        }
        double half = 0.5 * Math.log(2 * Math.PI);
        double ofS = -(half + 0.5 + Math.log(sd[2]))
                - (Math.log(2) - half - 0.5 * Math.exp(2 * mean[2] + 2 * sd[2] * sd[2]) + mean[2]);
        double ofV = -(half + 0.5 + Math.log(sd[3])) + half + mean[2]
                + 0.5 * (mean[3] * mean[3] + sd[3] * sd[3]) * Math.exp(-2 * mean[2] + 2 * sd[2] * sd[2]);
        double[] exact = {ofW, ofS, ofV};
        assertThat(found.shares()).extracting(PriorDivergence.Share::name).containsExactly("w", "s", "v");
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            PriorDivergence.Share share = found.shares().get(i);
            assertThat(share.nats()).as(share.name()).isCloseTo(exact[i], within(4.5 * share.error()));
            assertThat(share.error()).as(share.name()).isLessThan(0.02);
            sum += share.nats();
        }
        assertThat(found.total().nats()).isCloseTo(sum, within(1e-9));
        assertThat(found.total().nats()).isCloseTo(ofW + ofS + ofV, within(4.5 * found.total().error()));
    }

    /** The standard error is how estimates vary: of 200 sets of 20 draws, whose few draws would show a bias by the logarithm of variances (0.026 a coordinate). */
    @Test
    void fewDrawsHaveNoBias() {
        ModelBuilder builder = new ModelBuilder();
        builder.prior(builder.parameter("w", Support.real(), 10), Normal.of(0, 1));
        Model model = builder.build();
        double mean = 0;
        double squares = 0;
        double errors = 0;
        double[] sd = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
        for (int set = 0; set < 200; set++) {
            PriorDivergence.Share share = PriorDivergence.of(model, Normals.of(new double[10], sd, 20, set)).total();
            mean += share.nats() / 200;
            squares += share.nats() * share.nats() / 200;
            errors += share.error() * share.error() / 200;
        }
        double spread = Math.sqrt(squares - mean * mean);
        assertThat(mean).isCloseTo(0, within(4.5 * spread / Math.sqrt(200)));
        assertThat(Math.sqrt(errors)).isBetween(0.5 * spread, 2 * spread);
    }

    @Test
    void digammaIsThatOfNist() {
        // psi(9.5) = 2.1977378764029... by DLMF 5.4.15: psi(n + 1/2) = -gamma - 2 log 2 + 2 sum 1 / (2 k - 1).
        double psi = -0.57721566490153286 - 2 * Math.log(2);
        for (int k = 1; k <= 9; k++) {
            psi += 2.0 / (2 * k - 1);
        }
        assertThat(PriorDivergence.biasOfLogVariance(20)).isCloseTo(psi - Math.log(9.5), within(1e-8));
    }

    @Test
    void stepsThatSayNothingHaveNoPoint() {
        double nan = Double.NaN;
        // A step back, and the end: a step of the pool, the one that fills it, and one that finds it full.
        BoundTrace trace = BoundTrace.of(new double[]{-4, -2, nan, -1, nan, 9, 9},
                new double[]{nan, nan, nan, nan, nan, 12, 12}, new double[]{2, 2, 102, 2, 50, 50, 0},
                new double[]{1, 1, 1, 0.5, 0, 0, 0});
        assertThat(trace.points()).extracting(BoundTrace.Point::gradients).containsExactly(2L, 4L, 108L);
        assertThat(trace.points().getLast().bound()).isEqualTo(-1);
        // By gradients, not by points.
        assertThat(trace.at(0.01).bound()).isEqualTo(-4);
        assertThat(trace.at(4.0 / 108).bound()).isEqualTo(-2);
        assertThat(trace.at(0.1).bound()).isEqualTo(-1);
        assertThat(trace.at(1).bound()).isEqualTo(-1);
        double[] bound = new double[1000];
        double[] two = new double[1000];
        double[] none = new double[1000];
        for (int i = 0; i < 1000; i++) {
            bound[i] = i;
            two[i] = 2;
            none[i] = nan;
        }
        BoundTrace thinned = BoundTrace.of(bound, none, two, two);
        assertThat(thinned.points()).hasSize(BoundTrace.POINTS);
        // Ten numbers that follow each other: variance 110 / 12.
        assertThat(thinned.at(1)).isEqualTo(new BoundTrace.Point(2000, 994.5, Math.sqrt(110.0 / 120), 2));
    }

    private FinishedRun run(String... more) throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        double[][] x = new double[30][2];
        double[] y = new double[30];
        for (int i = 0; i < 30; i++) {
            x[i][0] = random.nextDouble(-1, 1);
            x[i][1] = random.nextDouble(-1, 1);
            y[i] = Math.sin(2 * x[i][0]) + x[i][1] + 0.2 * random.nextGaussian();
        }
        String[] settings = new String[more.length + 4];
        settings[0] = "sampler.method=vi";
        settings[1] = "sampler.chains=2";
        settings[2] = "sampler.draws=200";
        settings[3] = "sampler.steps=600";
        System.arraycopy(more, 0, settings, 4, more.length);
        Study study = Study.of(BayesianNetwork.on(Dataset.of(x, y)).hidden(3).build(), settings);
        Path place = folder.resolve("run" + more.length);
        SamplingJob.begin(study, place).run(1);
        return FinishedRun.open(RunFolder.open(place), study);
    }

    /** The sum over variables, by the draws, is the divergence that the fit's pool of other draws tells; to 5 standard errors. */
    @Test
    void aRunTellsIt() throws IOException {
        FinishedRun run = run();
        VariationalFits fits = VariationalFits.of(run).orElseThrow();
        PriorDivergence divergence = fits.divergence();
        assertThat(divergence).isNotNull();
        Draws draws = run.draws();
        double pool = 0;
        for (double[] fit : draws.statistic("kl_from_prior")) {
            pool += fit[0] / 2;
        }
        // The pool is of 1000 draws a fit, the other of 200.
        assertThat(divergence.total().nats()).isCloseTo(pool, within(5 * 1.5 * divergence.total().error()));
        double sum = divergence.shares().stream().mapToDouble(PriorDivergence.Share::nats).sum();
        assertThat(sum).isCloseTo(divergence.total().nats(), within(1e-6));
        assertThat(fits.traces()).hasSize(2);
        // As many gradients as the climb took, without those of the pool.
        double[] gradients = Objects.requireNonNull(draws.firstPhase()).statistic("n_steps")[0];
        assertThat(fits.traces().getFirst().points().getLast().gradients())
                .isEqualTo((long) Arrays.stream(gradients).sum() - 1000);
        Findings findings = run.findings();
        assertThat(findings.variational().orElseThrow()).as("found once")
                .isSameAs(findings.variational().orElseThrow());
        assertThat(String.join("\n", findings.lines())).contains("Lower bound by the steps of a fit")
                .containsPattern(
                        "Divergence from the prior by variable, by \\d+ draws of each fit, in the mean of 2 fits")
                .contains("layer1.weight");
        Map<?, ?> variational = (Map<?, ?>) Objects.requireNonNull(findings.document().get("variational"));
        assertThat(variational.keySet().stream().map(Object::toString))
                .containsExactly("traces", "divergence_from_prior");
        Path page = folder.resolve("page.html");
        Reports.write(findings, page);
        assertThat(Files.readString(page)).contains("Fits of the approximation").contains("data-chart=\"lower-bound\"")
                .contains("Divergence from the prior by variable, by 200 draws of each fit");
    }

    /** Of the divergence of a normal that is no product the coordinates by themselves have the closed form of its moments; the rest is {@code -log(1 - r^2) / 2} of two coordinates. */
    @Test
    void whatCoordinatesKnowOfEachOtherIsNoVariablesOwn() {
        ModelBuilder builder = new ModelBuilder();
        builder.prior(builder.parameter("a", Support.real()), Normal.of(0, 1));
        builder.prior(builder.parameter("b", Support.real()), Normal.of(0, 1));
        Model model = builder.build();
        double r = 0.8;
        Normals made = Normals.of(new double[2], new double[]{0.5, 0.5}, 4000, 3L);
        for (double[] theta : made.made()) {
            theta[1] = r * theta[0] + Math.sqrt(1 - r * r) * theta[1];
        }
        double one = Math.log(2) + 0.125 - 0.5;
        double whole = 2 * one - 0.5 * Math.log1p(-r * r);
        double error = 0.02;
        PriorDivergence found = PriorDivergence.of(model, made)
                .within(new PriorDivergence.Whole(PriorDivergence.Above.DEPENDENCE, whole, error));
        for (PriorDivergence.Share share : found.shares()) {
            assertThat(share.nats()).isCloseTo(one, within(4.5 * share.error()));
        }
        PriorDivergence.Share dependence = Objects.requireNonNull(found.rest());
        assertThat(dependence.nats()).isCloseTo(-0.5 * Math.log1p(-r * r), within(4.5 * dependence.error()));
        assertThat(dependence.error()).isEqualTo(Math.hypot(error, found.total().error()));
        assertThat(found.document()).containsEntry("total", whole).containsEntry("error", error)
                .containsEntry("coordinates_by_themselves_error", found.total().error());
        assertThat(found.rows().getLast()).contains("all");
    }

    /** Of a normal with covariance S and a standard normal prior the variance of {@code log q - log prior} is {@code tr((I - S)^2) / 2}. */
    @Test
    void theErrorOfTheWholeIsOfTheRatioThatItIsTheMeanOf() {
        ModelBuilder builder = new ModelBuilder();
        builder.prior(builder.parameter("a", Support.real()), Normal.of(0, 1));
        builder.prior(builder.parameter("b", Support.real()), Normal.of(0, 1));
        Model model = builder.build();
        double r = 0.8;
        int draws = 10_000;
        Normals made = Normals.of(new double[2], new double[]{0.5, 0.5}, draws, 3L);
        double[][] logQ = new double[2][draws];
        for (int i = 0; i < 2 * draws; i++) {
            double[] theta = made.made()[i];
            logQ[i / draws][i % draws] = -2 * (theta[0] * theta[0] + theta[1] * theta[1]) - Math.log(2 * Math.PI)
                    - 2 * Math.log(0.5) - 0.5 * Math.log1p(-r * r);
            theta[1] = r * theta[0] + Math.sqrt(1 - r * r) * theta[1];
        }
        double variance = 0.5 * (Math.pow(1 - 0.25 * (1 + r), 2) + Math.pow(1 - 0.25 * (1 - r), 2));
        assertThat(PriorDivergence.errorOfWhole(model, made, logQ, 1000)).isCloseTo(Math.sqrt(variance / 2000),
                withinPercentage(3));
    }

    @Test
    void normalsThatAreNoProductAreSplitButForTheirDependence() throws IOException {
        VariationalFits fits = VariationalFits.of(run("sampler.family=full_rank")).orElseThrow();
        PriorDivergence divergence = Objects.requireNonNull(fits.divergence());
        PriorDivergence.Share dependence = Objects.requireNonNull(divergence.rest());
        assertThat(dependence.nats()).as("total correlation is not negative").isGreaterThan(-3 * dependence.error());
        assertThat(String.join("\n", fits.lines())).contains("each coordinate by itself", "layer1.weight",
                "dependence of coordinates");
        assertThat(fits.section().toString()).contains("the line of a variable is no divergence and may be negative");
    }

    /** The rest is not negative, the total that of the fits' pools, and the shares those of normals with the moments of the draws, whose prior is normal. */
    @Test
    void whatIsNotNormalIsSplitButForItsDependenceAndShape() throws IOException {
        FinishedRun run = run("sampler.family=flow");
        VariationalFits fits = VariationalFits.of(run).orElseThrow();
        PriorDivergence divergence = Objects.requireNonNull(fits.divergence());
        PriorDivergence.Share rest = Objects.requireNonNull(divergence.rest());
        assertThat(rest.nats()).isGreaterThan(-3 * rest.error());
        assertThat(divergence.shares()).allMatch(share -> share.nats() > 0);
        double pool = Arrays.stream(run.draws().statistic("kl_from_prior")).mapToDouble(fit -> fit[0]).average()
                .orElseThrow();
        assertThat(divergence.total().nats() + rest.nats()).isCloseTo(pool, within(1e-9));
        assertThat(fits.document().toString()).contains("dependence_and_shape=");
        // The draws say their own log density, of the same coordinates as the prior: their mean ratio is the pool's.
        Draws draws = run.draws();
        Model model = run.study().network().model();
        DrawPositions positions = new DrawPositions(model, draws);
        double[][] logQ = draws.statistic("log_q");
        double[] theta = new double[positions.dimension()];
        double[] values = new double[model.priorParts().parts().size() + 1];
        double mean = 0;
        for (int fit = 0; fit < 2; fit++) {
            for (int draw = 0; draw < draws.draws(); draw++) {
                positions.readInto(fit, draw, theta);
                mean += (logQ[fit][draw] - model.priorParts().evaluateInto(theta, values)) / (2.0 * draws.draws());
            }
        }
        double error = divergence.whole().error();
        assertThat(mean).isCloseTo(pool, within(4.5 * error * Math.sqrt(1 + 1000.0 / draws.draws())));
        assertThat(String.join("\n", fits.lines())).contains("each coordinate as a normal by itself",
                "dependence and shape of coordinates");
        assertThat(fits.section().toString()).contains("what their shapes are besides normal");
    }

    /** Of uniform coordinates the shares are those of normals of their variance, and the rest is the entropy that the normals have more. */
    @Test
    void whatTheShapeAddsIsTheEntropyThatTheNormalHasMore() {
        ModelBuilder builder = new ModelBuilder();
        builder.prior(builder.parameter("a", Support.real()), Normal.of(0, 1));
        Model model = builder.build();
        double half = 0.75;
        double variance = half * half / 3;
        Normals made = Normals.of(new double[1], new double[]{1}, 4000, 3L);
        SplittableRandom random = new SplittableRandom(5);
        for (double[] theta : made.made()) {
            theta[0] = random.nextDouble(-half, half);
        }
        double whole = 0.5 * Math.log(2 * Math.PI) + variance / 2 - Math.log(2 * half);
        PriorDivergence found = PriorDivergence.of(model, made)
                .within(new PriorDivergence.Whole(PriorDivergence.Above.DEPENDENCE_AND_SHAPE, whole, 0));
        PriorDivergence.Share rest = Objects.requireNonNull(found.rest());
        assertThat(found.total().nats()).isCloseTo(-0.5 * Math.log(variance) + variance / 2 - 0.5,
                within(4.5 * found.total().error()));
        assertThat(rest.nats()).isCloseTo(0.5 * Math.log(2 * Math.PI * Math.E * variance) - Math.log(2 * half),
                within(4.5 * rest.error()));
    }
}
