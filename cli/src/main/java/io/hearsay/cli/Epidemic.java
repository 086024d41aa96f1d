package io.hearsay.cli;

/**
 * How many have not heard a rumor, pass it on, and have lost interest in it.
 *
 * @param susceptible S
 * @param infective I
 * @param removed R
 */
record Epidemic(int susceptible, int infective, int removed) {
    private static final int COLUMNS = 32;

    /** A bar and its numbers: {@code ####++++.... S 2 I 3 R 3}. */
    String drawn(Ink ink) {
        int n = susceptible + infective + removed;
        int r = removed * COLUMNS / n;
        int i = (removed + infective) * COLUMNS / n - r;
        return ink.faint("#".repeat(r)) + ink.bad("+".repeat(i)) + ".".repeat(COLUMNS - r - i) + "  S " + susceptible
                + "  I " + infective + "  R " + removed;
    }
}
