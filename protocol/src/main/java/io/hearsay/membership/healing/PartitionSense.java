package io.hearsay.membership.healing;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.membership.Evidence;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipSignal.ProbeWanted;
import io.hearsay.membership.Row;
import io.hearsay.membership.healing.HealingTimer.AskAgain;
import io.hearsay.membership.healing.HealingTimer.CountAnswers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells a partition from deaths: many who fall silent together, or everybody at once.
 *
 * <p>The second member that falls silent raises the question; all who are still believed alive are then asked, and who
 * answers is seen. Those whose port refuses are not silent: they are dead. Each loss is announced once. At most
 * {@value #MAX_ASKED} are asked, a sample where there are more.
 */
final class PartitionSense {
    private static final int MAX_ASKED = 128;

    private final PartitionConfig config;
    private final Environment env;
    private final Membership membership;
    private final Set<String> vanished = new LinkedHashSet<>();
    private List<Row> asked = List.of();
    private long askedNanos;
    private long lastLossNanos = Long.MIN_VALUE / 2;
    private int failedProbes;
    private boolean announced;

    PartitionSense(PartitionConfig config, Environment env, Membership membership) {
        this.config = config;
        this.env = env;
        this.membership = membership;
    }

    /** How many there were before the loss. */
    private int all() {
        return membership.liveCount() + vanished.size();
    }

    private void announce(int seen) {
        announced = true;
        env.emit(new MemberEvent.Partition(seen, all(), 2 * seen < all()));
    }

    // Alone.

    /** A probe and all help with it went unanswered. */
    void probeFailed() {
        long silence = env.nowNanos() - lastHeardNanos();
        boolean isSilent = silence >= config.loneSilence().toNanos();
        failedProbes = isSilent ? failedProbes + 1 : 1;
        if (!isSilent || failedProbes < config.loneProbes()) return;
        boolean isNew = isNewLoss();
        lastLossNanos = env.nowNanos();
        if (isNew && all() > 2) announce(1);
    }

    private long lastHeardNanos() {
        long latest = Long.MIN_VALUE / 2;
        for (Row row : membership.rows()) latest = Math.max(latest, row.heardNanos());
        return latest;
    }

    // Many.

    /** A member was given up. */
    void died(MemberEvent.Died death) {
        if (death.why().evidence() != Evidence.SUSPICION_EXPIRED) return;
        boolean isNew = isNewLoss();
        lastLossNanos = env.nowNanos();
        vanished.add(death.member().name());
        if (isNew && vanished.size() >= config.least() && asked.isEmpty()) ask();
    }

    /** Whether this is not part of a loss that was announced. */
    private boolean isNewLoss() {
        if (env.nowNanos() - lastLossNanos > config.oneLoss().toNanos()) {
            announced = false;
            vanished.clear();
        }
        return !announced;
    }

    private void ask() {
        List<Row> others = new ArrayList<>(membership.others());
        while (others.size() > MAX_ASKED) others.remove(env.random().nextInt(others.size()));
        asked = others;
        askedNanos = env.nowNanos();
        askSilent();
        env.schedule(config.answer().toNanos() / 2, new AskAgain(askedNanos));
        env.schedule(config.answer(), new CountAnswers(askedNanos));
    }

    private void askSilent() {
        long left = askedNanos + config.answer().toNanos() - env.nowNanos();
        for (Row row : asked) {
            Peer peer = membership.peer(row);
            if (peer != null && !hasAnswered(row) && left > 0) env.emit(new ProbeWanted(peer, left));
        }
    }

    private boolean hasAnswered(Row row) {
        return row.heardNanos() >= askedNanos;
    }

    void onAskAgain(AskAgain again) {
        if (again.askedNanos() == askedNanos) askSilent();
    }

    void onCountAnswers(CountAnswers count) {
        if (count.askedNanos() != askedNanos) return;
        int answers = 0;
        for (Row row : asked) if (hasAnswered(row)) answers++;
        boolean isSample = asked.size() == MAX_ASKED;
        int seen = 1 + (isSample ? membership.others().size() * answers / MAX_ASKED : answers);
        asked = List.of();
        int lost = all() - seen;
        if (lost >= config.least() && lost >= config.shareOfAll() * all() && !announced) announce(seen);
    }

    // The end of it.

    /** One that had been given up has answered. */
    void returned(String name) {
        vanished.remove(name);
        announced = false;
        failedProbes = 0;
    }

    /** One of the vanished was removed: it is not missed. */
    void removed(String name) {
        vanished.remove(name);
    }
}
