package ergodic.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.run.EvaluationClock;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a density offers beyond rows and gradients is still offered when a clock counts its evaluations, as in every run of the command: a
 * method that asks for it would else be refused there, although its own tests pass.
 */
class DensityArchitectureTest {

    @Test
    void theClockHidesNothingThatADensityOffers() {
        List<Class<?>> offers = new ArrayList<>();
        for (JavaClass found : ProductClasses.all()) {
            if (found.isInterface() && found.isAssignableTo(StochasticLogDensity.class)) {
                offers.add(found.reflect());
            }
        }
        assertThat(offers).hasSizeGreaterThan(1);
        for (Class<?> offer : offers) {
            StochasticLogDensity density = (StochasticLogDensity) Proxy.newProxyInstance(offer.getClassLoader(),
                    new Class<?>[]{offer}, (proxy, method, arguments) -> switch (method.getName()) {
                        case "dimension", "rowCount" -> 2;
                        default -> null;
                    });
            assertThat(EvaluationClock.over(density)).as("give EvaluationClock.over a case for it").isInstanceOf(offer);
        }
    }
}
