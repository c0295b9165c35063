package dev.gannet.doctor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers and options as the rules write them. */
final class Words {
    private static final MathContext TWO_DIGITS = new MathContext(2);

    private static final double MOST_LR = 10; // that --lr takes

    private Words() {}

    /** For example {@code 99.6 %}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /** Three digits that count. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    /** For example {@code --lr 0.0001 (when resuming, --set lr=0.0001)}. */
    static String lr(Course course, double factor) {
        String rate = new BigDecimal(Math.min(MOST_LR, course.game().optimizer().lr() * factor))
                .round(TWO_DIGITS)
                .stripTrailingZeros()
                .toPlainString();
        return "--lr %s (when resuming, --set lr=%s)".formatted(rate, rate);
    }
}
