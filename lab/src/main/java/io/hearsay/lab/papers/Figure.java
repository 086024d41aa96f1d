package io.hearsay.lab.papers;

import java.util.Locale;

/**
 * One published number.
 *
 * @param measure of the experiment
 * @param reference as printed, so that its last digit is known: 0.0370 is good to half of 0.0001
 */
record Figure(String measure, String reference) {

    double value() {
        return Double.parseDouble(reference);
    }

    /** Half a unit of the last printed digit. */
    double halfUnit() {
        String digits = reference.toLowerCase(Locale.ROOT);
        int exponentAt = digits.indexOf('e');
        int exponent = exponentAt < 0 ? 0 : Integer.parseInt(digits.substring(exponentAt + 1));
        String mantissa = exponentAt < 0 ? digits : digits.substring(0, exponentAt);
        int decimals = mantissa.indexOf('.') < 0 ? 0 : mantissa.length() - mantissa.indexOf('.') - 1;
        return 0.5 * Math.pow(10, exponent - decimals);
    }
}
