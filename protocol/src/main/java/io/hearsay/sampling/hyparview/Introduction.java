package io.hearsay.sampling.hyparview;

/**
 * How far contacts have made this node known: once when it comes in, and once more when the overlay has settled.
 *
 * <p>Once is not enough when many come in together. The walks of a JOIN then end among others that have just come, and
 * a group of these may fill its active views with one another before anybody else knows them; from inside, nothing
 * tells such an island from the whole. But the contact of whoever came first to an island is outside it, and the second
 * time the walks start from there. Beyond the paper, which lets nodes join one by one (Leitão, Pereira, Rodrigues 2007,
 * 5.1).
 */
final class Introduction {
    /** Two periods: in the first, all that came together have shuffled once. */
    private static final int SHUFFLES_BETWEEN = 2;

    private boolean isMade;
    private int shuffles;

    /** A contact has taken this node in. */
    void accepted() {
        isMade = true;
    }

    /** Whether any has. */
    boolean isMade() {
        return isMade;
    }

    /** Whether it is made again with this shuffle; asked once for each. */
    boolean isRepeated() {
        return isMade && shuffles < SHUFFLES_BETWEEN && ++shuffles == SHUFFLES_BETWEEN;
    }
}
