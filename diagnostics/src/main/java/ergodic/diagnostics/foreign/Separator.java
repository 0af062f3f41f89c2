package ergodic.diagnostics.foreign;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What separates the fields of a file: a tab, a semicolon, a comma, or a blank, in this order of preference. */
final class Separator {
    private Separator() {}

    /** Looks at the first two lines of substance. */
    static char of(BufferedReader text) throws IOException {
        String first = substance(text);
        if (first == null) {
            return ',';
        }
        for (char candidate : new char[]{'\t', ';', ','}) {
            if (count(first, candidate) > 0) {
                return candidate;
            }
        }
        // R's write.table: blanks, and one field more in the rows than in the header.
        String second = substance(text);
        int blanks = second == null ? 0 : count(second.strip(), ' ');
        int above = count(first.strip(), ' ');
        return blanks > 0 && (blanks == above || blanks == above + 1) ? ' ' : ',';
    }

    private static @Nullable String substance(BufferedReader text) throws IOException {
        String line = text.readLine();
        while (line != null && (line.isBlank() || line.startsWith("#"))) {
            line = text.readLine();
        }
        return line;
    }

    /** Outside quotation marks. */
    private static int count(String line, char character) {
        int found = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '"') {
                quoted = !quoted;
            } else if (!quoted && line.charAt(i) == character) {
                found++;
            }
        }
        return found;
    }
}
