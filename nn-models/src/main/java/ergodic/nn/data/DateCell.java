package ergodic.nn.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A date as ISO 8601 writes it: {@code 2020-12}, {@code 2020-12-31}, {@code 2020-12-31T23:59} (or with a blank), with seconds or an
 * offset such as {@code Z} or {@code +01:00} if wished.
 *
 * @param days
 *            days since the beginning of 1970, in UTC; a time without an offset is taken for one of UTC
 * @param local
 *            date and time as they are written
 */
record DateCell(double days, LocalDateTime local) {

    private static final double SECONDS = 86_400;
    private static final double NANOS = 1e9;
    private static final int MONTH = 7;
    private static final int DAY = 10;
    private static final int LONGEST = 40;

    /** The date of a cell; null if it is none. */
    static @Nullable DateCell of(String cell) {
        int length = cell.length();
        if (length < MONTH || length > LONGEST || cell.charAt(4) != '-' || !digits(cell)) {
            return null;
        }
        try {
            if (length == MONTH) {
                return local(YearMonth.parse(cell).atDay(1).atStartOfDay());
            }
            if (length <= DAY) {
                return length < DAY ? null : local(LocalDate.parse(cell).atStartOfDay());
            }
            char between = cell.charAt(DAY);
            if (between != 'T' && between != ' ') {
                return null;
            }
            String text = cell.substring(0, DAY) + 'T' + cell.substring(DAY + 1).strip();
            String time = text.substring(DAY);
            if (time.endsWith("Z") || time.indexOf('+') > 0 || time.indexOf('-') > 0) {
                OffsetDateTime date = OffsetDateTime.parse(text);
                return new DateCell(days(date.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()),
                        date.toLocalDateTime());
            }
            return local(LocalDateTime.parse(text));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean digits(String cell) {
        for (int i = 0; i < 4; i++) {
            if (cell.charAt(i) < '0' || cell.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static DateCell local(LocalDateTime time) {
        return new DateCell(days(time), time);
    }

    private static double days(LocalDateTime time) {
        return time.toLocalDate().toEpochDay() + dayPart(time);
    }

    /** Part of the day that has gone by, in [0, 1). */
    private static double dayPart(LocalDateTime time) {
        return time.toLocalTime().toNanoOfDay() / (NANOS * SECONDS);
    }

    /** Part of a cycle that has gone by, in [0, 1). */
    double phase(DateCycle cycle) {
        double day = dayPart(local);
        return switch (cycle) {
            case YEAR -> (local.getDayOfYear() - 1 + day) / local.toLocalDate().lengthOfYear();
            case WEEK -> (local.getDayOfWeek().getValue() - 1 + day) / 7;
            case DAY -> day;
        };
    }
}
