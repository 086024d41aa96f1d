package io.hearsay.theory;

/** The binomial distribution, for chains of at most a few thousand nodes. */
final class Binomial {
    private final double[] logFactorials;

    Binomial(int most) {
        logFactorials = new double[most + 1];
        for (int i = 2; i <= most; i++) logFactorials[i] = logFactorials[i - 1] + StrictMath.log(i);
    }

    /** P(k successes of {@code trials}), at index k. */
    double[] distribution(int trials, double success) {
        double[] mass = new double[trials + 1];
        if (success <= 0) mass[0] = 1;
        else if (success >= 1) mass[trials] = 1;
        else {
            double log = StrictMath.log(success);
            double logNot = StrictMath.log1p(-success);
            for (int k = 0; k <= trials; k++)
                mass[k] = StrictMath.exp(logChoose(trials, k) + k * log + (trials - k) * logNot);
        }
        return mass;
    }

    private double logChoose(int n, int k) {
        return logFactorials[n] - logFactorials[k] - logFactorials[n - k];
    }
}
