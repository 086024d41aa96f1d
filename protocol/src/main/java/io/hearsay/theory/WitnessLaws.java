package io.hearsay.theory;

/**
 * News that counts only once two of several witnesses are heard, each of whose words travels apart.
 *
 * <p>Each member passes on at once, to f others, what it has heard by then; in each round from then on it tells f
 * others all that it knows. Copies to a member are Poisson, as in {@link FanoutLaws}, whose source it is.
 */
public final class WitnessLaws {
    private WitnessLaws() {}

    /**
     * P(a member lacks the news after the first wave): {@code e^-m (1 + s m)}, for it got no copy, or one only that
     * carried a single word.
     *
     * @param copies m, that come to a member in the mean
     * @param single s, the share of copies with a single word; 0 where one word is enough
     */
    public static double lacking(double copies, double single) {
        Range.notNegative("copies", copies);
        Range.ratio("single", single);
        return StrictMath.exp(-copies) * (1 + single * copies);
    }

    /** P(all n know after the wave and so many rounds): each round leaves {@code e^-m} of those who lack it. */
    public static double allKnow(int n, double copies, double single, int rounds) {
        Range.nodes(n, 2);
        Range.notNegative("rounds", rounds);
        return StrictMath.exp(-n * lacking(copies, single) * StrictMath.exp(-copies * rounds));
    }
}
