package dev.gannet.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long to train. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(Budget.Time.class),
    @JsonSubTypes.Type(Budget.Steps.class),
    @JsonSubTypes.Type(Budget.Epochs.class)
})
public sealed interface Budget {
    /**
     * Until so much training time has passed, counted from the first step.
     *
     * @param seconds at least 1
     */
    @JsonTypeName("time")
    record Time(long seconds) implements Budget {
        /** Checks the range. */
        public Time {
            check("--for", seconds);
        }

        /** Reads {@code 90s}, {@code 10m}, {@code 2h} or {@code 1h30m}. */
        public static Time parse(String text) {
            return parse("--for", text);
        }

        /** The same, of an option of another name. */
        public static Time parse(String option, String text) {
            Matcher matcher = PATTERN.matcher(text);
            if (text.isEmpty() || !matcher.matches()) {
                throw UserException.usage("%s '%s': expected a time such as 90s, 10m or 1h30m".formatted(option, text));
            }
            long seconds = part(matcher, 1) * 3600 + part(matcher, 2) * 60 + part(matcher, 3);
            check(option, seconds);
            return new Time(seconds);
        }

        private static void check(String option, long seconds) {
            if (seconds < 1) {
                throw UserException.range(option, seconds + "s", "at least 1s");
            }
        }

        private static final Pattern PATTERN = Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

        private static long part(Matcher matcher, int group) {
            String digits = matcher.group(group);
            return digits == null ? 0 : Long.parseLong(digits);
        }

        /** The time as a duration. */
        public Duration duration() {
            return Duration.ofSeconds(seconds);
        }

        @Override
        public String toString() {
            return duration().toString().substring(2).toLowerCase(Locale.ROOT);
        }
    }

    /**
     * So many steps.
     *
     * @param count at least 1
     */
    @JsonTypeName("steps")
    record Steps(long count) implements Budget {
        /** Checks the range. */
        public Steps {
            if (count < 1) {
                throw UserException.range("--steps", count, "at least 1");
            }
        }

        @Override
        public String toString() {
            return count + (count == 1 ? " step" : " steps");
        }
    }

    /**
     * So many passes over all the images.
     *
     * @param count at least 1
     */
    @JsonTypeName("epochs")
    record Epochs(int count) implements Budget {
        /** Checks the range. */
        public Epochs {
            if (count < 1) {
                throw UserException.range("--epochs", count, "at least 1");
            }
        }

        @Override
        public String toString() {
            return count + (count == 1 ? " epoch" : " epochs");
        }
    }
}
