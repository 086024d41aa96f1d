package io.hearsay.dissemination.rumor;

/**
 * How many copies of one topic's rumors came in at this node; announcements without payload do not count.
 *
 * @param first of rumors not known here
 * @param duplicate of rumors known here
 * @param lastHop how many nodes passed on the rumor that was heard last, its publisher included
 * @param farthestHop the most hops of any: over all nodes the last delivery hop
 */
public record TopicCopies(String topic, long first, long duplicate, int lastHop, int farthestHop) {

    /** All that came in. */
    public long received() {
        return first + duplicate;
    }

    /**
     * Copies beyond the first, for each first one; 0 is a perfect tree. Over all nodes this is the relative message
     * redundancy, RMR (Leitão, Pereira, Rodrigues, <i>Epidemic broadcast trees</i>, SRDS 2007, 3.1).
     */
    public double redundancy() {
        return first == 0 ? 0 : (double) duplicate / first;
    }
}
