package io.hearsay.dissemination.rumor;

import io.hearsay.dissemination.rumor.RumorConfig.Exchange;
import io.hearsay.dissemination.rumor.RumorConfig.Rule;
import io.hearsay.dissemination.rumor.RumorConfig.Stopping;
import java.util.random.RandomGenerator;

/**
 * One node's interest in one rumor (Demers 1987, 1.4; Karp et al. 2000).
 *
 * <p>What happens in a round is collected, and {@link #settle} draws the conclusion at its end: so all changes of a
 * cycle take effect together.
 */
final class Interest {
    /** Contacts of this round: copies we sent. */
    private int contacts;

    /** Of those, the ones whose receiver said that it knew. */
    private int replies;

    /** Copies that came in of what was known. */
    private int echoes;

    /** The counter; for the median counter the level m of B-m, and k from state C on. */
    private int counter;

    /** Median counter: partners of this round at our level or above. */
    private int higher;

    /** Median counter: somebody in state C has sent it to us. */
    private boolean metFinal;

    /** Median counter: rounds left in state C, -1 before it. */
    private int finalRounds = -1;

    /** For the median counter the level of who told us decides where we begin; else it is of no interest. */
    static Interest begin(Stopping stopping, int tellersLevel) {
        Interest interest = new Interest();
        if (stopping.rule() != Rule.MEDIAN_COUNTER) return interest;
        interest.counter = 1;
        interest.told(tellersLevel, stopping);
        return interest;
    }

    /** Median counter: still ignorant at the start of the cycle, and told by one more. */
    void told(int tellersLevel, Stopping stopping) {
        if (tellersLevel >= stopping.k()) enterFinal(stopping);
    }

    void contact() {
        contacts++;
    }

    /** The receiver of one of our copies knew it. */
    void reply() {
        replies++;
        higher++;
    }

    /** The receiver knew it, and counts it for both. */
    void spare() {
        contacts--;
    }

    /** Somebody sent a copy of it. */
    void echo() {
        echoes++;
    }

    /** Median counter: a partner of this round sends it at this level. */
    void met(int level, Stopping stopping) {
        if (level >= counter) higher++;
        if (level >= stopping.k()) metFinal = true;
    }

    /** What copies carry: the counter or level. */
    int level() {
        return Math.min(counter, RumorMessage.MAX_LEVEL);
    }

    /** Ends a round; false when the interest is lost. */
    boolean settle(Stopping stopping, Exchange exchange, RandomGenerator random) {
        boolean keep = decide(stopping, exchange, random);
        contacts = 0;
        replies = 0;
        echoes = 0;
        higher = 0;
        metFinal = false;
        return keep;
    }

    private boolean decide(Stopping stopping, Exchange exchange, RandomGenerator random) {
        int counting = stopping.feedback() ? replies + echoes : contacts;
        return switch (stopping.rule()) {
            case COUNTER -> {
                count(counting, stopping, exchange);
                yield counter < stopping.k();
            }
            case COIN -> keepsAllCoins(counting, stopping.k(), random);
            case MEDIAN_COUNTER -> ageByMedian(stopping);
            case NEVER -> true;
        };
    }

    private static boolean keepsAllCoins(int tosses, int k, RandomGenerator random) {
        for (int i = 0; i < tosses; i++) if (random.nextInt(k) == 0) return false;
        return true;
    }

    /**
     * Who pushes counts contacts. Where nodes are called, cycles are counted, and one in which a copy was of use does
     * not count at all: only so the published figures are met.
     */
    private void count(int counting, Stopping stopping, Exchange exchange) {
        boolean useful = contacts > replies;
        if (stopping.reset() && useful) counter = 0;
        else if (exchange == Exchange.PUSH) counter += counting;
        else if (!useful) counter += Math.min(counting, 1);
    }

    private boolean ageByMedian(Stopping stopping) {
        if (finalRounds >= 0) return contacts == 0 || --finalRounds > 0;
        int lower = contacts - higher;
        if (metFinal || higher > lower && ++counter >= stopping.k()) enterFinal(stopping);
        return true;
    }

    private void enterFinal(Stopping stopping) {
        counter = stopping.k();
        finalRounds = stopping.k();
    }
}
