package dev.gannet.paper;

import dev.gannet.config.Json;
import dev.gannet.config.UserException;
import dev.gannet.trace.Narration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the pages say about a step, and numbers as they write them, in one language. */
public final class Words {
    private static final List<String> LANGUAGES = List.of("en", "de", "es", "fr", "pt", "zh");
    private static final String MESSAGES = "/dev/gannet/web/messages/%s/debugger.json";
    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
    private static final Set<String> SHARES = Set.of("share", "cosine", "ratio", "push");
    private static final Set<String> VERDICTS = Set.of("mean", "lowest", "highest", "first");
    private static final int DIGITS = 3;
    private static final int MOST_DECIMALS = 20;
    private static final String NOTHING = "–";

    private final String language;
    private final Locale locale;
    private final Map<?, ?> messages;

    private Words(String language) {
        this.language = language;
        this.locale = Locale.of(language);
        String name = MESSAGES.formatted(language);
        try (InputStream in = Words.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("%s is not on the class path; build Gannet again".formatted(name));
            }
            messages = new Json().read(new String(in.readAllBytes(), StandardCharsets.UTF_8), Map.class, name);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(name), e);
        }
    }

    /**
     * The words of a language.
     *
     * @throws UserException (usage) if it is none of those that the pages speak
     */
    public static Words in(String language) {
        if (!LANGUAGES.contains(language)) {
            throw UserException.usage("--language '%s': expected one of %s".formatted(language, LANGUAGES));
        }
        return new Words(language);
    }

    /** The words of this system's language, or English. */
    public static Words here() {
        return of(List.of(Locale.getDefault()));
    }

    /** The words of the first of some languages that there is, or English. */
    public static Words of(List<Locale> languages) {
        return new Words(languages.stream()
                .map(Locale::getLanguage)
                .filter(LANGUAGES::contains)
                .findFirst()
                .orElse("en"));
    }

    String language() {
        return language;
    }

    boolean know(String key) {
        return messages.containsKey(key);
    }

    String say(String key) {
        return say(key, Map.of());
    }

    /** A text of the step debugger with its slots filled: texts as they are, numbers as people read them. */
    String say(String key, Map<String, ?> slots) {
        Object text = messages.get(key);
        if (text == null) {
            throw new IllegalArgumentException("there are no words for %s in %s".formatted(key, language));
        }
        return SLOT.matcher(text.toString())
                .replaceAll(slot -> Matcher.quoteReplacement(written(slots.get(slot.group(1)), slot.group())));
    }

    private String written(@Nullable Object value, String otherwise) {
        return switch (value) {
            case null -> otherwise;
            case Number number when isWhole(number.doubleValue()) -> count(number.longValue());
            case Number number -> number(number.doubleValue());
            default -> value.toString();
        };
    }

    private static boolean isWhole(double value) {
        return Double.isFinite(value) && value == Math.rint(value);
    }

    /** A sentence about a stop. */
    String say(Narration said, boolean probability) {
        Map<String, Object> slots = new HashMap<>();
        said.slots().forEach((name, value) -> slots.put(name, inSentence(name, value, probability)));
        return say("debugger.say." + said.sentence().id(), slots);
    }

    private Object inSentence(String name, double value, boolean probability) {
        if (SHARES.contains(name)) {
            return finePercent(value);
        }
        if (isWhole(value)) {
            return value;
        }
        if (VERDICTS.contains(name)) {
            return verdict(value, probability);
        }
        return Math.abs(value) < 0.01 ? value : fixed(value, 2);
    }

    /** A probability, or the logit where the loss knows none. */
    String verdict(double value, boolean probability) {
        return fixed(value, !probability || value > 0.005 && value < 0.995 ? 2 : DIGITS);
    }

    /** With three significant digits; very small and very large ones as 4.2×10⁻⁵. */
    String number(double x) {
        double size = Math.abs(x);
        if (!Double.isFinite(x)) {
            return Double.isNaN(x) ? NOTHING : x > 0 ? "∞" : "-∞";
        }
        BigDecimal rounded = BigDecimal.valueOf(x).round(new MathContext(DIGITS, RoundingMode.HALF_UP));
        if (size == 0 || size >= 1e-4 && size < 1e6) {
            return plain(rounded, 0, MOST_DECIMALS);
        }
        int exponent = rounded.precision() - rounded.scale() - 1;
        return plain(rounded.movePointLeft(exponent), 0, MOST_DECIMALS) + "×10" + raised(exponent);
    }

    private static String raised(int number) {
        StringBuilder text = new StringBuilder();
        for (char digit : Integer.toString(number).toCharArray()) {
            text.append(digit == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0'));
        }
        return text.toString();
    }

    String fixed(double x, int decimals) {
        return Double.isFinite(x) ? plain(BigDecimal.valueOf(x), decimals, decimals) : number(x);
    }

    String count(long n) {
        return plain(BigDecimal.valueOf(n), 0, 0);
    }

    /** A share from 0 to 1 as a percentage. */
    String percent(double share) {
        return percent(BigDecimal.valueOf(share), share > 0 && share < 0.1 ? 1 : 0);
    }

    /** A share of which even a thousandth counts: with two significant digits. */
    String finePercent(double share) {
        BigDecimal rounded = BigDecimal.valueOf(share).round(new MathContext(2, RoundingMode.HALF_UP));
        return percent(rounded, MOST_DECIMALS);
    }

    private String percent(BigDecimal share, int most) {
        NumberFormat format = NumberFormat.getPercentInstance(locale);
        format.setMaximumFractionDigits(most);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(share);
    }

    private String plain(BigDecimal value, int least, int most) {
        NumberFormat format = NumberFormat.getInstance(locale);
        format.setMinimumFractionDigits(least);
        format.setMaximumFractionDigits(most);
        format.setRoundingMode(RoundingMode.HALF_UP);
        boolean four = value.abs().compareTo(BigDecimal.valueOf(10_000)) < 0;
        format.setGroupingUsed(!(four && language.equals("es"))); // Spanish does not group four digits
        return format.format(value);
    }
}
