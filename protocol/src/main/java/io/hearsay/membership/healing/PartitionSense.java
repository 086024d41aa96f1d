package io.hearsay.membership.healing;

import io.hearsay.Environment;
import io.hearsay.membership.Evidence;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import io.hearsay.membership.healing.HealingTimer.LossSettled;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Tells a partition from deaths: many who fall silent together, or everybody at once.
 *
 * <p>A loss begins with the first member that falls silent and is over when nobody more has vanished for a while. Those
 * whose port refuses are not silent: they are dead. One announcement for each loss.
 */
final class PartitionSense {
    private final PartitionConfig config;
    private final Environment env;
    private final Membership membership;
    private final Set<String> vanished = new LinkedHashSet<>();
    private int episode;
    private long sinceNanos;
    private int failedProbes;
    private boolean alone;

    PartitionSense(PartitionConfig config, Environment env, Membership membership) {
        this.config = config;
        this.env = env;
        this.membership = membership;
    }

    /** A probe and all help with it went unanswered. */
    void probeFailed() {
        long heard = lastHeardNanos();
        if (env.nowNanos() - heard < config.loneSilence().toNanos()) failedProbes = 0;
        failedProbes++;
        boolean lone = failedProbes >= config.loneProbes()
                && env.nowNanos() - heard >= config.loneSilence().toNanos();
        int all = all();
        if (!lone || alone || all < 3) return;
        alone = true;
        env.emit(new MemberEvent.Partition(1, all, true));
    }

    /** How many there were before the loss. */
    private int all() {
        return membership.liveCount() + vanished.size();
    }

    private long lastHeardNanos() {
        long latest = Long.MIN_VALUE / 2;
        for (Row row : membership.rows()) latest = Math.max(latest, row.heardNanos());
        return latest;
    }

    /** A member was given up. */
    void died(MemberEvent.Died death) {
        if (death.why().evidence() != Evidence.SUSPICION_EXPIRED) return;
        if (vanished.isEmpty()) sinceNanos = env.nowNanos();
        vanished.add(death.member().name());
        await();
    }

    private void await() {
        env.schedule(config.settled(), new LossSettled(++episode));
    }

    /** One that had been given up has answered. */
    void returned(String name) {
        vanished.remove(name);
        alone = false;
        failedProbes = 0;
    }

    /** One of the vanished was removed: it is not missed. */
    void removed(String name) {
        vanished.remove(name);
    }

    void onLossSettled(LossSettled timer) {
        if (timer.episode() != episode || vanished.isEmpty()) return;
        boolean longest = env.nowNanos() - sinceNanos >= config.longest().toNanos();
        if (isMoving() && !longest) {
            await();
            return;
        }
        int lost = vanished.size();
        int seen = membership.liveCount();
        boolean many = lost >= config.least() && lost >= config.shareOfAll() * all();
        if (many && !alone) env.emit(new MemberEvent.Partition(seen, all(), 2 * seen < all()));
        vanished.clear();
    }

    private boolean isMoving() {
        for (Row row : membership.others()) if (row.state() == MemberState.SUSPECT) return true;
        return false;
    }
}
