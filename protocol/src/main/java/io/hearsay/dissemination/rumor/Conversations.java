package io.hearsay.dissemination.rumor;

import io.hearsay.Peer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who talks to whom in one cycle, where conversations are limited (Demers 1987, 1.3 and 1.4).
 *
 * <p>Only incoming calls count against the limit. A refused caller hunts for another partner, so many times.
 */
final class Conversations {
    private final RumorConfig.Conversations config;
    private int accepted;

    /** How many more peers may be tried in place of one that was called. */
    private final Map<Peer, Integer> hunts = new LinkedHashMap<>();

    Conversations(RumorConfig.Conversations config) {
        this.config = config;
    }

    boolean areLimited() {
        return config.limit() > 0;
    }

    void nextCycle() {
        accepted = 0;
        hunts.clear();
    }

    /** Whether one more caller is accepted. */
    boolean accept() {
        return ++accepted <= config.limit();
    }

    void calling(Peer peer, int hunts) {
        this.hunts.put(peer, hunts);
    }

    /** The called accepted; false if it was not called in this cycle. */
    boolean accepted(Peer peer) {
        return hunts.remove(peer) != null;
    }

    /** The called refused: how many more may be tried in its place. */
    int refused(Peer peer) {
        Integer left = hunts.remove(peer);
        return left == null ? 0 : left;
    }
}
