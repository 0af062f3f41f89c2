package ergodic.nn.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.LaplaceDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Mixtures of three components against SciPy 1.17: scores by {@code quad} of the squared distribution functions, of counts by sums.
 */
class LikelihoodMixtureTest {

    private static DistributionMixture loaded(ContinuousDistribution... components) {
        double[] index = new double[components.length];
        for (int i = 0; i < index.length; i++) {
            index[i] = i;
        }
        DistributionMixture mixture = new DistributionMixture(1, (p, at) -> components[(int) p[at]]);
        mixture.load(index, 0, index.length);
        return mixture;
    }

    private static ContinuousDistribution t(double degrees, double location, double scale) {
        return new LocationScale(TDistribution.of(degrees), location, scale);
    }

    private static Mixture of(String name) {
        return switch (name) {
            case "t" -> loaded(t(4.5, -1, 0.3), t(2.5, 0.2, 1), t(30, 3, 2));
            case "laplace" -> loaded(LaplaceDistribution.of(-1, 0.3), LaplaceDistribution.of(0.2, 1),
                    LaplaceDistribution.of(3, 2));
            case "gamma" -> loaded(GammaDistribution.of(0.4, 2 / 0.4), GammaDistribution.of(9, 1.5 / 9),
                    GammaDistribution.of(100, 0.03));
            case "beta" -> loaded(BetaDistribution.of(0.3, 0.6), BetaDistribution.of(8, 2),
                    BetaDistribution.of(60, 70));
            case "log" -> loaded(LogNormalDistribution.of(0.3, 0.5), LogNormalDistribution.of(1, 0.2),
                    LogNormalDistribution.of(-1, 1));
            default -> loaded(TransformedNormalMixture.log(), 0.3, 0.5, 1, 0.2, -1, 1);
        };
    }

    private static Mixture loaded(Mixture mixture, double... pairs) {
        mixture.load(pairs, 0, pairs.length / 2);
        return mixture;
    }

    /** Where the transform bends, at both sides of it, and far from it; against the same distributions one by one. */
    @ParameterizedTest
    @CsvSource({"0.5,-2,3", "0,0.4,1", "2,10,0.1", "1,0,1", "0.5,0,1e-3"})
    void transformedNormals(double power, double origin, double unit) {
        double[] pairs = {-1.2, 0.3, 0.4, 0.9, 2, 0.05, 0.1, 0.6};
        Mixture mixture = loaded(TransformedNormalMixture.yeoJohnson(origin, unit, power), pairs);
        DistributionMixture each = new DistributionMixture(2,
                (p, at) -> new LocationScale(new YeoJohnsonDistribution(p[at], p[at + 1], power), origin, unit));
        loaded(each, pairs);
        assertThat(mixture.mean()).isEqualTo(each.mean());
        assertThat(mixture.mean(1, 3)).isEqualTo(each.mean(1, 3));
        assertThat(mixture.aleatoricVariance()).isEqualTo(each.aleatoricVariance());
        assertThat(mixture.epistemicVariance()).isEqualTo(each.epistemicVariance());
        for (double p : new double[]{1e-6, 0.05, 0.5, 0.9, 0.9999}) {
            assertThat(mixture.quantile(p)).isCloseTo(each.quantile(p), within(1e-7 * unit));
        }
        for (double x : new double[]{-30, -1, 0, 0.3, 2, 9}) {
            double y = origin + unit * x;
            assertThat(mixture.logDensity(y, 0, 4)).isCloseTo(each.logDensity(y, 0, 4), within(1e-10));
            assertThat(mixture.logDensity(y, 1, 2)).isCloseTo(each.logDensity(y, 1, 2), within(1e-10));
            assertThat(mixture.probabilityIntegralTransform(y))
                    .isCloseTo(each.probabilityIntegralTransform(y), within(1e-13));
            assertThat(mixture.crps(y)).isCloseTo(each.crps(y), within(2e-7 * unit));
        }
        for (double end : new double[]{Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
            assertThat(mixture.logDensity(end, 0, 4)).isEqualTo(Double.NEGATIVE_INFINITY);
        }
        assertThat(mixture.sample(2, RandomSource.XO_SHI_RO_256_PP.create(1)))
                .isEqualTo(each.sample(2, RandomSource.XO_SHI_RO_256_PP.create(1)));
    }

    @Test
    void logarithmsEndAtZero() {
        Mixture mixture = of("logarithms");
        for (double y : new double[]{0, -1}) {
            assertThat(mixture.logDensity(y, 0, 3)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(mixture.probabilityIntegralTransform(y)).isZero();
            assertThat(mixture.crps(y)).isCloseTo(of("log").crps(y), within(1e-7));
        }
        assertThatThrownBy(() -> loaded(TransformedNormalMixture.log(), 0.3, 0)).hasMessageContaining("[0.3, 0.0]");
    }

    @ParameterizedTest
    @CsvSource({"t,-2,1.5680481737357772,-3.3372044198477426,0.029218335046052164",
            "t,0.45,0.5625421565531561,-1.9146600368684528,0.5640274778055643",
            "t,7,5.0454785671822995,-4.5910223005381985,0.9890060071156817",
            "laplace,-2,1.5263737927090981,-3.09828573699855,0.038093691722247504",
            "laplace,0.45,0.5611655757271273,-1.8482775328300842,0.5821117068835493",
            "laplace,7,5.055076788706334,-4.468581144771888,0.9772584902688198",
            "gamma,0.01,1.2835953301811098,0.22203684024932702,0.03126006507064006",
            "gamma,1.4,0.42294726435053637,-1.123194932514004,0.36347106290465375",
            "gamma,7,4.150738786558779,-5.106611315182618,0.9766963446966629",
            "beta,0.001,0.3674945035526448,2.309560993600252,0.033556344044038115",
            "beta,0.47,0.07160627167619431,1.1667980179965187,0.4210174382253368",
            "beta,0.97,0.27600205887061624,-0.09009291531892483,0.9742292302305128",
            "log,0.05,0.9391182361622578,-1.0132921967832285,0.0076605120364391975",
            "logarithms,0.05,0.9391182361622578,-1.0132921967832285,0.0076605120364391975",
            "log,1.4,0.33469346330469796,-1.4684205517220243,0.47961042417786537",
            "logarithms,1.4,0.33469346330469796,-1.4684205517220243,0.47961042417786537",
            "log,20,17.716152103400244,-12.993368017839767,0.999989239254455",
            "logarithms,20,17.716152103400244,-12.993368017839767,0.999989239254455"})
    void scores(String name, double y, double crps, double logDensity, double cdf) {
        Mixture mixture = of(name);
        assertThat(mixture.crps(y)).isCloseTo(crps, within(1e-7));
        assertThat(mixture.logDensity(y, 0, 3)).isCloseTo(logDensity, within(1e-10));
        assertThat(mixture.probabilityIntegralTransform(y)).isCloseTo(cdf, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"t,-8.647420303117674,-1.641146447404752,0.02580791414823976,4.17741922352276,22.64386849348817",
            "laplace,-7.405229658032751,-1.7893051146475278,-0.005904619051107735,4.090925496526479,17.83723477357758",
            "gamma,1.8277011413435505e-06,0.03245951237763932,1.9132500446492826,3.377375993593249,30.716325566350996",
            "beta,8.207638347488722e-09,0.003775256040686194,0.4974602871203372,0.9069684583984219,0.999993803383952",
            "log,0.02356998059221234,0.1304924695223245,1.4920546789265308,3.1348565708412615,11.475039418519193",
            "logarithms,0.02356998059221234,0.1304924695223245,1.4920546789265308,3.1348565708412615,11.475039418519193"})
    void quantiles(String name, double q001, double q05, double q50, double q90, double q9999) {
        Mixture mixture = of(name);
        double[] levels = {0.001, 0.05, 0.5, 0.9, 0.9999};
        double[] expected = {q001, q05, q50, q90, q9999};
        for (int i = 0; i < levels.length; i++) {
            assertThat(mixture.quantile(levels[i])).isCloseTo(expected[i], within(1e-8 * Math.abs(expected[i])));
        }
    }

    @ParameterizedTest
    @CsvSource({"t,0.7333333333333334,3.149238095238095,2.8088888888888888",
            "laplace,0.7333333333333334,3.393333333333333,2.8088888888888888",
            "gamma,2.1666666666666665,3.4466666666666668,0.38888888888888884",
            "beta,0.5316239316239316,0.044467207843293395,0.038752282854846956",
            "log,1.63643861444677,0.5368331487554513,0.7881138251396793",
            "logarithms,1.63643861444677,0.5368331487554513,0.7881138251396793"})
    void moments(String name, double mean, double aleatoric, double epistemic) {
        Mixture mixture = of(name);
        assertThat(mixture.mean()).isCloseTo(mean, within(1e-13));
        assertThat(mixture.aleatoricVariance()).isCloseTo(aleatoric, within(1e-12));
        assertThat(mixture.epistemicVariance()).isCloseTo(epistemic, within(1e-13));
    }

    /** Many components: scores and quantiles of the table against those of normals by another way. */
    @Test
    void manyComponents() {
        int n = 500;
        double[] pairs = new double[2 * n];
        for (int i = 0; i < n; i++) {
            pairs[2 * i] = Math.sin(i) + (i % 7 == 0 ? 40 : 0);
            pairs[2 * i + 1] = i % 11 == 0 ? 0.003 : 0.3 + (i % 5) * 0.1;
        }
        GaussianMixture exact = new GaussianMixture();
        exact.load(pairs, 0, n);
        DistributionMixture mixture = new DistributionMixture(2, (p, at) -> NormalDistribution.of(p[at], p[at + 1]));
        mixture.load(pairs, 0, n);
        for (double y : new double[]{-3, 0, 0.84, 12, 40, 60}) {
            assertThat(mixture.crps(y)).isCloseTo(exact.crps(y), within(1e-7));
        }
        for (double p : new double[]{1e-4, 0.05, 0.5, 0.86, 0.999}) {
            assertThat(mixture.quantile(p)).isCloseTo(exact.quantile(p), within(1e-7));
        }
    }

    /** Power 1 transforms nothing; elsewhere moments by a fine sum over quantiles. */
    @Test
    void yeoJohnsonMoments() {
        YeoJohnsonDistribution plain = new YeoJohnsonDistribution(0.3, 0.8, 1);
        assertThat(plain.getMean()).isCloseTo(0.3, within(1e-13));
        assertThat(plain.getVariance()).isCloseTo(0.64, within(1e-13));
        // Power 0 above 0 is the logarithm of 1 + x; far above 0 the whole distribution is log-normal.
        YeoJohnsonDistribution logNormal = new YeoJohnsonDistribution(9, 0.5, 0);
        assertThat(logNormal.getMean()).isCloseTo(Math.exp(9.125) - 1, within(1e-6));
        assertThat(logNormal.getVariance())
                .isCloseTo(Math.exp(18.25) * Math.expm1(0.25), within(1e-10 * Math.exp(18.25)));
        // A root whose shift is small beside the numbers, in units of the shift: 1 + u / 2 is normal, and its square less 1 is the number.
        for (double middle : new double[]{100, 1e4}) {
            double sd = 0.1 * middle;
            YeoJohnsonDistribution root = new YeoJohnsonDistribution(2 * (middle - 1), 2 * sd, 0.5);
            double variance = 4 * middle * middle * sd * sd + 2 * sd * sd * sd * sd;
            assertThat(root.getMean()).isCloseTo(middle * middle + sd * sd - 1, within(1e-8 * middle * middle));
            assertThat(root.getVariance()).isCloseTo(variance, within(1e-6 * variance));
        }
        YeoJohnsonDistribution kinked = new YeoJohnsonDistribution(0.2, 0.9, 0.4);
        int n = 200_000;
        double mean = 0;
        double square = 0;
        for (int i = 0; i < n; i++) {
            double x = kinked.inverseCumulativeProbability((i + 0.5) / n);
            mean += x / n;
            square += x * x / n;
        }
        assertThat(kinked.getMean()).isCloseTo(mean, within(2e-5));
        assertThat(kinked.getVariance()).isCloseTo(square - mean * mean, within(2e-3));
    }

    private static CountMixture counts(String name) {
        Zeros zeros = name.endsWith("i") ? Zeros.INFLATED : Zeros.HURDLE;
        CountMixture mixture = name.startsWith("poisson") ? CountMixture.poisson(zeros)
                : CountMixture.negativeBinomial(zeros);
        mixture.load(name.startsWith("poisson")
                ? new double[]{Math.log(0.5), -0.4, Math.log(3), 0.7, Math.log(140), -2}
                : new double[]{Math.log(2), Math.log(0.7), -0.4, Math.log(10), Math.log(5), 0.7, Math.log(0.01),
                        Math.log(5), 0.2},
                0, 3);
        return mixture;
    }

    @ParameterizedTest
    @CsvSource({"poissoni,0,-0.648591101714297,11.797894872342392,0.2613909022666678",
            "poissoni,1,-2.5634258172233464,11.843458481409064,0.5613019853569988",
            "poissoni,7,-6.036595160106096,13.828124996102087,0.7038894341662325",
            "poissoni,150,-4.999282757739292,79.51937894955105,0.9418495868509963",
            "nbi,0,-0.2660943644311962,0.19348670091440348,0.3831834031605166",
            "nbi,1,-3.14142214745627,0.7262203135564698,0.7879774498860784",
            "nbi,4,-4.025101806460227,2.7404269596837394,0.8684900623575438",
            "nbi,30,-9.090569806861692,27.182683567149127,0.9996129247728943",
            "poissonh,0,-0.9257494632333159,11.970227078249637,0.1981171723463053",
            "poissonh,1,-1.764935780661766,11.76269576763486,0.4818332348626549",
            "poissonh,7,-5.985414890055535,13.658260967301528,0.7037576821078072",
            "poissonh,150,-4.999282757739292,79.34931559477809,0.9418495868509963",
            "nbh,0,-0.6165972675252755,0.40730951512465735,0.269889018228032",
            "nbh,1,-1.5302666535740592,0.4868655880367854,0.6480170039580698",
            "nbh,4,-3.679197115647136,2.2705957019172716,0.8466072201895056",
            "nbh,30,-9.071815091632839,26.58092536233133,0.9996058852539079"})
    void countScores(String name, double y, double log, double crps, double pit) {
        CountMixture mixture = counts(name);
        assertThat(mixture.logDensity(y, 0, 3)).isCloseTo(log, within(1e-11));
        assertThat(mixture.crps(y)).isCloseTo(crps, within(1e-9));
        assertThat(mixture.probabilityIntegralTransform(y)).isCloseTo(pit, within(1e-11));
    }

    @ParameterizedTest
    @CsvSource({"poissoni,41.53545714348183,728.1787087954194,3343.7487850069156,0,0,151",
            "nbi,1.5066664195233737,12.569893408653627,1.877844092380349,0,0,10",
            "poissonh,41.706654923821915,728.2803900163631,3329.696499471693,0,1,151",
            "nbh,1.9144795197372557,13.367293762422486,1.3823838417657939,0,0,11"})
    void countMoments(String name, double mean, double aleatoric, double epistemic, double q05, double q50,
            double q95) {
        CountMixture mixture = counts(name);
        assertThat(mixture.mean()).isCloseTo(mean, within(1e-11));
        assertThat(mixture.aleatoricVariance()).isCloseTo(aleatoric, within(1e-9));
        assertThat(mixture.epistemicVariance()).isCloseTo(epistemic, within(1e-9));
        assertThat(mixture.quantile(0.05)).isEqualTo(q05);
        assertThat(mixture.quantile(0.5)).isEqualTo(q50);
        assertThat(mixture.quantile(0.95)).isEqualTo(q95);
    }

    /** A rate so small that a count above 0 is 1; one so large that 0 never comes of it. */
    @Test
    void extremeHurdles() {
        CountMixture mixture = CountMixture.poisson(Zeros.HURDLE);
        mixture.load(new double[]{-1e4, 0}, 0, 1);
        assertThat(mixture.cdf(0)).isCloseTo(0.5, within(1e-15));
        assertThat(mixture.cdf(1)).isCloseTo(1, within(1e-12));
        assertThat(mixture.mean()).isCloseTo(0.5, within(1e-12));
        assertThat(mixture.aleatoricVariance()).isCloseTo(0.25, within(1e-12));
        mixture.load(new double[]{Math.log(1e6), 0}, 0, 1);
        assertThat(mixture.cdf(0)).isCloseTo(0.5, within(1e-12));
        assertThat(mixture.quantile(0.75)).isCloseTo(1e6, within(1.0));
    }

    @ParameterizedTest
    @CsvSource({"0,-5.794948697256045,13.21741184623693,0.0015214432655571272",
            "5,-2.8097872393292826,8.961700108850648,0.21152931145754555",
            "22,-3.1495966148405823,4.009490730545916,0.5311574189287498",
            "37,-1.770159619207308,8.88448420073537,0.914847098710732"})
    void binomials(double y, double log, double crps, double pit) {
        BinomialMixture mixture = new BinomialMixture();
        mixture.load(new double[]{-2, 37, 0.3, 37, 4, 37}, 0, 3);
        assertThat(mixture.logDensity(y, 0, 3)).isCloseTo(log, within(1e-11));
        assertThat(mixture.crps(y)).isCloseTo(crps, within(1e-11));
        assertThat(mixture.probabilityIntegralTransform(y)).isCloseTo(pit, within(1e-12));
        assertThat(mixture.mean()).isCloseTo(20.66646382275078, within(1e-12));
        assertThat(mixture.aleatoricVariance()).isCloseTo(4.52774677412637, within(1e-12));
        assertThat(mixture.epistemicVariance()).isCloseTo(170.02980386203637, within(1e-11));
        assertThat(new double[]{mixture.quantile(0.05), mixture.quantile(0.5), mixture.quantile(0.95)})
                .containsExactly(2, 21, 37);
        assertThat(mixture.logDensity(38, 0, 3)).isEqualTo(Double.NEGATIVE_INFINITY);
        // A probability of 1 to all digits, and of 0.
        mixture.load(new double[]{800, 5}, 0, 1);
        assertThat(mixture.quantile(0.01)).isEqualTo(5);
        assertThat(mixture.logDensity(5, 0, 1)).isCloseTo(0, within(1e-15));
        mixture.load(new double[]{-800, 5}, 0, 1);
        assertThat(mixture.quantile(0.99)).isZero();
        assertThat(mixture.crps(5)).isCloseTo(5, within(1e-12));
    }
}
