package io.hearsay.membership.keys;

import io.hearsay.Event;
import java.util.List;

/** How a change of keys proceeds. Keys are named by their fingerprints. */
public sealed interface KeyEvent extends Event {

    /** This node's own ring has changed by an order. */
    record RingChanged(String seals, List<String> opens) implements KeyEvent {}

    /**
     * How far an order given here has come.
     *
     * @param command its number
     * @param fingerprint the key that it was about
     * @param confirmedBy names of those who have done it and stored it, this node included
     * @param awaited names of those who have not, the dead included; they are told when they can be reached
     * @param lockedOut of those awaited, who cannot come back: the order removed the last key that they share with the
     *     others, and was forced
     */
    record KeyReport(
            long command, String fingerprint, List<String> confirmedBy, List<String> awaited, List<String> lockedOut)
            implements KeyEvent {}
}
