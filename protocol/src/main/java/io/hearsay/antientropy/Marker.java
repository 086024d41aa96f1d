package io.hearsay.antientropy;

/**
 * Who keeps account of how far members have taken in what others hold. Called by handlers, so no method may take long.
 */
public interface Marker {
    /** Keeps no account, and asks nobody. */
    Marker NONE = new Marker() {
        @Override
        public boolean isDue(String scope) {
            return false;
        }

        @Override
        public Marks marks(String scope) {
            return Marks.NONE;
        }

        @Override
        public void met(String scope, Marks marks) {}
    };

    /** Whether it is time to ask a peer for its marks in this scope. */
    boolean isDue(String scope);

    /** What this node has to say in this scope, of what it holds now. */
    Marks marks(String scope);

    /** This node has held all that a peer held in this scope when it said that. */
    void met(String scope, Marks marks);
}
