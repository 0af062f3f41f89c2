package ergodic.study.config;

import ergodic.nn.layer.Normalization;
import ergodic.sampler.support.FileFault;
import ergodic.sampler.words.Counted;
import ergodic.sampler.words.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlMapper;

/** Reads and writes {@code CONFIG.toml}. Every fault is a {@link ConfigException} that names the file and the key. */
public final class ConfigFile {

    private static final TomlMapper TOML = TomlMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            // Else "" would pass for a key that is left out.
            .withCoercionConfigDefaults(c -> c.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .changeDefaultPropertyInclusion(
                    i -> i.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
            .build();

    private static final long LARGEST = 1 << 22;

    private ConfigFile() {}

    /**
     * Reads a configuration.
     *
     * @param file
     *            the file
     * @param overrides
     *            {@code key=value} pairs that replace keys of the file, such as {@code sampler.draws=200}; a value is read as
     *            TOML, or as plain text where it is none
     */
    public static RunConfig read(Path file, List<String> overrides) {
        return read(file, overrides, note -> {});
    }

    /**
     * Reads a configuration.
     *
     * @param file
     *            the file
     * @param overrides
     *            as above
     * @param notes
     *            takes a sentence for each thing that the overrides changed besides what they name
     */
    public static RunConfig read(Path file, List<String> overrides, Consumer<String> notes) {
        ObjectNode tree = tree(file);
        ObjectNode written = tree.deepCopy();
        for (String override : overrides) {
            apply(tree, override);
        }
        Choice.settle(written, tree, overrides, notes);
        return bind(file.toString(), "", tree, RunConfig.class);
    }

    /**
     * The plan of a study whose data and network are made in Java.
     *
     * @param settings
     *            keys of {@code [sampler]}, {@code [store]} and {@code [stop]} with their values, such as {@code sampler.draws=200}
     */
    public static CodedPlan plan(List<String> settings) {
        ObjectNode tree = TOML.createObjectNode();
        for (String setting : settings) {
            apply(tree, setting);
        }
        return bind("settings of a network made in Java", "", tree, CodedPlan.class);
    }

    /** The plan that a file of {@code [sampler]}, {@code [store]} and {@code [stop]} holds. */
    public static CodedPlan readPlan(Path file) {
        return bind(file.toString(), "", tree(file), CodedPlan.class);
    }

    /** Writes a configuration such that {@link #read} gives an equal one. */
    public static void write(RunPlan config, Path file) throws IOException {
        Files.writeString(file, toToml(config));
    }

    /** The configuration as TOML, all defaults spelled out. */
    public static String toToml(RunPlan config) {
        return TOML.writeValueAsString(config);
    }

    /** The configuration as a tree of JSON nodes, all defaults spelled out. */
    public static JsonNode toTree(RunPlan config) {
        return TOML.valueToTree(config);
    }

    private static ObjectNode tree(Path file) {
        String text;
        if (Files.isDirectory(file)) {
            throw new ConfigException(
                    file + " is a folder; name a configuration file (ergodic resume goes on with a run)");
        }
        try {
            if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
                throw new ConfigException(file + " is larger than " + (LARGEST >> 20)
                        + " MB, so it is no configuration; is it the data file?");
            }
            text = Files.readString(file);
            text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (java.nio.file.NoSuchFileException e) {
            throw new ConfigException("there is no configuration file " + file
                    + "; ergodic init DATA.csv --target COLUMN writes one");
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new ConfigException("the configuration file " + file + " is not text in UTF-8");
        } catch (IOException e) {
            throw new ConfigException("the configuration file " + file + " cannot be read: "
                    + FileFault.reason(e));
        }
        try {
            return (ObjectNode) TOML.readTree(text);
        } catch (JacksonException e) {
            throw new ConfigException(file + " is not valid TOML" + where(text, e)
                    + "; a line is key = value or [section], text stands in quotes, lists in [ ], and no key stands twice");
        }
    }

    /**
     * The prior of a layer.
     *
     * @param where
     *            the layer, for messages
     * @param key
     *            the key of the prior
     * @param section
     *            what the configuration holds there
     */
    static WeightPriorConfig prior(String where, String key, Object section) {
        return bind(where, key, TOML.valueToTree(section), WeightPriorConfig.class);
    }

    /** A value that a configuration holds, as a node. */
    static JsonNode node(Object value) {
        return TOML.valueToTree(value);
    }

    private static <T> T bind(String where, String key, JsonNode tree, Class<T> type) {
        try {
            return TOML.treeToValue(tree, type);
        } catch (UnrecognizedPropertyException e) {
            throw new ConfigException(where + ": there is no key " + path(key, e)
                    + Normalization.reason(e.getPropertyName()).map(reason -> ": " + reason)
                            .orElseGet(() -> Nearest.hint(e.getPropertyName(), words(e.getKnownPropertyIds()))
                                    + "; known there: " + words(e.getKnownPropertyIds()).stream().sorted()
                                            .collect(Collectors.joining(", "))));
        } catch (MismatchedInputException e) {
            throw new ConfigException(where + ": " + path(key, e) + " " + WrongType.sentence(tree, e));
        } catch (DatabindException e) {
            if (e.getCause() instanceof ConfigException cause) {
                // A prior does not know where it stands; other sections name their keys whole.
                boolean prior = e instanceof ValueInstantiationException made
                        && made.getType().hasRawClass(WeightPriorConfig.class);
                throw new ConfigException(where + ": " + (prior ? path(key, e) + "." : "") + cause.getMessage());
            }
            throw unusable(where, path(key, e), tree, e);
        } catch (JacksonException e) {
            throw unusable(where, path(key, e), tree, e);
        }
    }

    /** What is left are numbers that Java's types cannot hold. */
    private static ConfigException unusable(String where, String key, JsonNode tree, JacksonException e) {
        JsonNode found = WrongType.at(tree, e);
        return new ConfigException(where + ": " + (key.isEmpty() ? "a whole number" : key) + " "
                + WrongType.tooLarge(found, found.isIntegralNumber() ? Integer.class : Double.class));
    }

    private static void apply(ObjectNode tree, String override) {
        int equals = override.indexOf('=');
        if (equals < 1) {
            throw new ConfigException("--set " + override + " is not of the form key=value, such as sampler.draws=200");
        }
        String[] keys = override.substring(0, equals).strip().split("\\.");
        if (keys.length == 0) {
            throw new ConfigException("--set " + override + " names no key, such as sampler.draws");
        }
        JsonNode value = value(override.substring(equals + 1).strip());
        ObjectNode at = tree;
        for (int i = 0; i < keys.length - 1; i++) {
            JsonNode next = at.get(keys[i]);
            if (isNumber(keys[i + 1]) && !(next instanceof ArrayNode)) {
                String list = String.join(".", List.of(keys).subList(0, i + 1));
                throw new ConfigException("--set " + override + ": the configuration has no [[" + list + "]], whose "
                        + "entries are told by numbers; write them there" + others(at, keys[i]));
            }
            if (next instanceof ArrayNode list && !list.isEmpty() && list.get(0) instanceof ObjectNode) {
                int number = number(override, keys[i], list, keys[i + 1]);
                i++;
                if (i == keys.length - 1) {
                    list.set(number, value);
                    return;
                }
                next = list.get(number);
            }
            at = next instanceof ObjectNode object ? object : at.putObject(keys[i]);
        }
        at.set(keys[keys.length - 1], value);
    }

    /** No key is a number; an entry of a list of tables is told by one. */
    private static boolean isNumber(String key) {
        return !key.isEmpty() && key.chars().allMatch(Character::isDigit);
    }

    /** What the section has instead. */
    private static String others(ObjectNode section, String missing) {
        List<String> names = section.propertyNames().stream().filter(name -> !name.equals(missing)).toList();
        return names.isEmpty() ? "" : ", or set what there is beside it: " + String.join(", ", names);
    }

    /** Where a list of tables, such as layers, has that which is told by its number from 1. */
    private static int number(String override, String name, ArrayNode list, String number) {
        for (int i = 0; i < list.size(); i++) {
            if (String.valueOf(i + 1).equals(number) && list.get(i) instanceof ObjectNode) {
                return i;
            }
        }
        throw new ConfigException("--set " + override + ": " + name + " has no number " + number + "; it has "
                + Counted.of(list.size(), "entry") + ", counted from 1");
    }

    /**
     * Values that are alternatives, each as TOML: {@code 20,50} or {@code [20],[20, 20]} or {@code relu,tanh}.
     *
     * @param text
     *            values with commas between them
     */
    public static List<String> alternatives(String text) {
        try {
            JsonNode list = TOML.readTree("value = [" + text + "]").get("value");
            List<String> values = new ArrayList<>();
            list.forEach(value -> values.add(value.toString()));
            return values;
        } catch (JacksonException e) {
            return Stream.of(text.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
        }
    }

    private static JsonNode value(String text) {
        try {
            return TOML.readTree("value = " + text).get("value");
        } catch (JacksonException e) {
            return TOML.getNodeFactory().stringNode(text);
        }
    }

    private static List<String> words(Collection<Object> ids) {
        return ids.stream().map(String::valueOf).toList();
    }

    private static String path(String key, JacksonException e) {
        Stream<String> within = e.getPath().stream().filter(reference -> reference.getPropertyName() != null)
                .map(JacksonException.Reference::getPropertyName);
        return Stream.concat(Stream.of(key).filter(name -> !name.isEmpty()), within).collect(Collectors.joining("."));
    }

    /** The line, and what stands there. */
    private static String where(String text, JacksonException e) {
        int number = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
        if (number < 1) {
            return "";
        }
        String line = text.lines().skip(number - 1L).findFirst().orElse("").strip();
        return " in line " + number
                + (line.isEmpty() ? "" : " (" + line.substring(0, Math.min(60, line.length())) + ")");
    }
}
