package ergodic.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HotCodeRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "a stream           | Arrays.stream(x).sum();",
            "a stream           | IntStream.range(0, n);",
            "a lambda           | apply(x, v -> v + 1);",
            "a lambda           | Runnable r = () -> {};",
            "a method reference | apply(x, Math::tanh);",
            "a boxed type       | Double total = 0.0;",
            "a boxed type       | List<Integer> rows;",
            "a boxed type       | Object o = Integer.valueOf(3);",
            "a stream           | list.stream().toArray(); // cold:",
            "varargs            | static double sum(double... values) {",
            "string formatting  | String.format(`%d`, 3);",
    })
    void findsEachViolation(String what, String line) {
        assertThat(HotCodeRules.violations("class A {\n" + line + "\n}")).hasSize(1).first().asString()
                .startsWith("line 2: " + what + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "double x = Double.isNaN(y) ? Double.NEGATIVE_INFINITY : Math.fma(a, b, c);",
            "VectorSpecies<Double> s = DoubleVector.SPECIES_PREFERRED; VectorMask<Double> m = x.compare(LT, 0);",
            "int lanes = Integer.bitCount(mask) + Integer.MAX_VALUE;",
            "int[] sizes = list.stream().toArray(); // cold: once a plan",
            "// the stream x -> Integer::new, boxed in a List<Double>...",
            "/* Arrays.stream(x) */ double y;",
            "String s = \"x -> y ... :: \\\" Integer\";",
            "char c = '\"'; double d = 1;",
            "double y = switch (op) { case ADD -> a + b; case MUL, DIV -> a * b; default -> 0; };",
            "switch (op) { case Circle(double r) -> { run(r); } }",
            "String t = \"\"\"\n x -> y\n \"\"\";",
    })
    void acceptsPlainLoops(String line) {
        assertThat(HotCodeRules.violations("class A {\n" + line + "\n}")).isEmpty();
    }

    @Test
    void blanksKeepTheLines() {
        assertThat(HotCodeRules.blankTextAndComments("a /* b\nc */ d // e\nf")).isEqualTo("a     \n     d     \nf");
    }
}
