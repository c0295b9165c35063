package dev.gannet.pages;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as the pages write them in English. */
final class Written {
    private Written() {}

    /** A probability. */
    static String verdict(double p) {
        return fixed(p, p > 0.005 && p < 0.995 ? 2 : 3);
    }

    static String fixed(double x, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", x);
    }

    /** With so many digits that count, as in 0.00123 or 1.23×10⁻⁵. */
    static String digits(double x, int digits) {
        if (x == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(x).round(new MathContext(digits, RoundingMode.HALF_UP));
        if (Math.abs(x) >= 1e-4) {
            return rounded.stripTrailingZeros().toPlainString();
        }
        String[] parts =
                String.format(Locale.ROOT, "%." + (digits - 1) + "e", x).split("e-0?");
        String power = parts[1].chars()
                .mapToObj(digit -> String.valueOf("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0')))
                .reduce("", String::concat);
        return new BigDecimal(parts[0]).stripTrailingZeros().toPlainString() + "×10⁻" + power;
    }

    /** In a sentence. */
    static String inSentence(double x) {
        return Math.abs(x) < 0.01 ? digits(x, 3) : fixed(x, 2);
    }

    /** A change, with its sign. */
    static String signed(double x) {
        return (x < 0 ? "−" : "+") + digits(Math.abs(x), 3);
    }

    /** A share of which even a thousandth counts. */
    static String finePercent(double share) {
        return new BigDecimal(share)
                        .movePointRight(2)
                        .round(new MathContext(2, RoundingMode.HALF_UP))
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }
}
