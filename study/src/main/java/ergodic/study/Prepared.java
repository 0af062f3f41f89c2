package ergodic.study;

import ergodic.sampler.method.Preparation;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a method found out before a new run, and what that cost: gradients of the run like others, counted with the start of its first
 * chain. They are kept in the run's folder, since that chain may be sampled later, or elsewhere.
 *
 * @param found
 *            what was found
 * @param gradients
 *            evaluations of the density that it took, those of its own start included
 */
record Prepared(Preparation found, long gradients) {

    private static final String GRADIENTS = "gradients";

    /** The same with the choice of the method, which came before; null if there was nothing to be found out. */
    static @Nullable Prepared with(MethodChoice choice, @Nullable Prepared prepared) {
        if (choice.text().isEmpty()) {
            return prepared;
        }
        String text = prepared == null ? choice.text() : choice.text() + "\n# " + prepared.found.text();
        Map<String, Object> facts = new LinkedHashMap<>(prepared == null ? Map.of() : prepared.found.facts());
        facts.put("method", choice.study().plan().sampler().method());
        facts.put("method_gradients", choice.gradients());
        return new Prepared(new Preparation(choice.study().plan().sampler().settings(), text, facts),
                choice.gradients() + (prepared == null ? 0 : prepared.gradients));
    }

    /** Writes it for people, and the number for {@link #gradients(Path)}. */
    void write(Path file) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(GRADIENTS, gradients);
        document.put("text", found.text());
        document.put("facts", found.facts());
        Files.writeString(file, JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build()
                .writeValueAsString(document));
    }

    /** The gradients that a file tells of; none if there is no such file, as in a run of a method that needs to know nothing. */
    static long gradients(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try {
            return new JsonMapper().readTree(Files.readString(file)).path(GRADIENTS).asLong(0);
        } catch (JacksonException | CharacterCodingException e) {
            throw new RunFolderException(file + " is damaged: it is not JSON; remove it, and the gradients that the"
                    + " method took before the run are missing in its counts");
        }
    }
}
