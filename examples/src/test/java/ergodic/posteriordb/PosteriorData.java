package ergodic.posteriordb;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The data.json of one posterior. */
final class PosteriorData {

    private final JsonNode root;

    PosteriorData(Path file) {
        this.root = JsonMapper.builder().build().readTree(file.toFile());
    }

    double number(String name) {
        return node(name).asDouble();
    }

    int integer(String name) {
        return node(name).asInt();
    }

    double[] vector(String name) {
        JsonNode array = node(name);
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }

    double[][] matrix(String name) {
        JsonNode array = node(name);
        double[][] values = new double[array.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = new double[array.get(i).size()];
            for (int j = 0; j < values[i].length; j++) {
                values[i][j] = array.get(i).get(j).asDouble();
            }
        }
        return values;
    }

    private JsonNode node(String name) {
        JsonNode node = root.get(name);
        if (node == null) {
            throw new IllegalArgumentException("the data have no \"" + name + "\"");
        }
        return node;
    }
}
