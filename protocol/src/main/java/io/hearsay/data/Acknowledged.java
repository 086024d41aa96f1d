package io.hearsay.data;

/** What is known of how far the members that hold a map have taken in what this node holds. */
public interface Acknowledged {
    /** Nothing: what is deleted is kept for its time. */
    Acknowledged NOTHING = new Acknowledged() {
        @Override
        public long reading() {
            return 0;
        }

        @Override
        public long watermark() {
            return -1;
        }

        @Override
        public boolean hasAbsent() {
            return true;
        }

        @Override
        public boolean hasHeld(Timestamp written) {
            return false;
        }
    };

    /** This node's clock: later than whatever was acknowledged before, milliseconds since 1970. */
    long reading();

    /**
     * Up to this reading all that could hold an older value have held what this node held; negative: never, or not all.
     */
    long watermark();

    /** Whether somebody has been away for so long that it is not waited for, and may yet come back. */
    boolean hasAbsent();

    /**
     * Whether this node has held what was written then, or is known to have what came in its place: if it is not here,
     * it was deleted.
     */
    boolean hasHeld(Timestamp written);
}
