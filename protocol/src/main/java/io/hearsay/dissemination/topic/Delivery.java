package io.hearsay.dissemination.topic;

/** What a topic promises; each next one promises all that the one before does, and costs more. */
public enum Delivery {
    /** Each event once, and perhaps not at all: nobody says what was missed. */
    BEST_EFFORT(0),
    /** Each event once while others remember it, in any order; what is known to be missed is said. */
    EVENTUAL(1),
    /** Besides, the events of each publisher in its order. */
    FIFO(2),
    /** Besides, no event before one that its publisher had heard when it published it. */
    CAUSAL(3);

    private static final Delivery[] ALL = values();

    private final int code;

    Delivery(int code) {
        this.code = code;
    }

    /** Whether events are held back until what comes before them is there. */
    public boolean isOrdered() {
        return compareTo(FIFO) >= 0;
    }

    /** Its code on the wire. */
    int code() {
        return code;
    }

    static Delivery of(int code) {
        return ALL[code];
    }

    static boolean isCode(int code) {
        return code < ALL.length;
    }
}
