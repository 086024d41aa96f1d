package io.hearsay.dissemination.rumor;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.dissemination.rumor.RumorMessage.Offer;
import io.hearsay.dissemination.rumor.RumorMessage.Push;

/** Sends rumors: whole where they fit into a datagram, announced where they do not; each only so many times. */
final class Copies {
    private final Environment env;
    private final Counts counts;
    private final int maxSent;
    private final int maxPushed;
    private final boolean answers;

    Copies(RumorConfig config, Environment env, Counts counts) {
        this.env = env;
        this.counts = counts;
        this.maxSent = config.rounds().maxCopies();
        this.maxPushed = Math.max(1, maxSent - maxSent / 3);
        this.answers = config.stopping().feedback();
    }

    /** Sends it of our own accord; false when we have done our share. */
    boolean push(Item item, Peer to, boolean isRound) {
        if (item.pushed >= maxPushed) return false;
        if (!send(item, to, isRound && answers)) return false;
        item.pushed++;
        return true;
    }

    /** Sends it to somebody who asked; false when we have done our share. */
    boolean answer(Item item, Peer to) {
        return send(item, to, false);
    }

    private boolean send(Item item, Peer to, boolean answer) {
        if (item.sent >= maxSent) return false;
        item.tell(to.instance());
        int hops = Math.min(item.hops + 1, RumorMessage.MAX_HOPS);
        int level = item.interest == null ? 0 : item.interest.level();
        if (item.inline) {
            countSent(item);
            env.send(to, new Push(item.rumor, hops, level, answer, item.asksConfirm));
        } else {
            counts.offersSent++;
            Rumor rumor = item.rumor;
            env.send(to, new Offer(rumor.id(), rumor.topic(), rumor.payload().length, hops, level, answer));
        }
        return true;
    }

    /** Whether one more copy of a large payload may be handed out; counts it if so. */
    boolean handOut(Item item) {
        if (item.sent >= maxSent) return false;
        countSent(item);
        return true;
    }

    private void countSent(Item item) {
        item.sent++;
        counts.copiesSent++;
    }
}
