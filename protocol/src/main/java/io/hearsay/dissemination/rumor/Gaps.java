package io.hearsay.dissemination.rumor;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.dissemination.rumor.RumorMessage.Answer;
import io.hearsay.dissemination.rumor.RumorMessage.Holding;
import io.hearsay.dissemination.rumor.RumorMessage.Pull;
import io.hearsay.dissemination.rumor.RumorMessage.Span;
import java.util.List;

/**
 * Notices what is missing and asks for it.
 *
 * <p>A sequence is missing once a later one of its origin has come, or somebody's digest shows it. It is asked for
 * after one to two ticks, because most of what is missing is merely on its way; of whoever last showed to have it; and
 * again after pauses that double while nothing comes.
 */
final class Gaps {
    private static final long MAX_PAUSE_TICKS = 100;

    /** At most so many origins are asked for in one tick. */
    private static final int MAX_PULLS = 64;

    /** What one pull is answered with, in bytes of payload; it is asked again for the rest. */
    private static final int MAX_ANSWER_BYTES = 64 << 10;

    private static final int OFFER_BYTES = 64;

    private final RumorConfig config;
    private final Environment env;
    private final long self;
    private final Origins origins;
    private final RecentRumors recent;
    private final Copies copies;
    private final Counts counts;
    private final long tickNanos;
    private boolean pending;

    Gaps(
            RumorConfig config,
            Environment env,
            long self,
            Origins origins,
            RecentRumors recent,
            Copies copies,
            Counts counts) {
        this.config = config;
        this.env = env;
        this.self = self;
        this.origins = origins;
        this.recent = recent;
        this.copies = copies;
        this.counts = counts;
        this.tickNanos = config.repair().mend().toNanos();
    }

    /**
     * A peer mentions a sequence, and has it.
     *
     * @return false if it is beyond belief
     */
    boolean mention(Origin origin, long sequence, Peer by) {
        if (!origins.mention(origin, sequence, by.instance())) return false;
        if (origin.missing() > 0) {
            origin.hint(by);
            watch(origin);
        }
        return true;
    }

    private void watch(Origin origin) {
        if (origins.miss(origin))
            origin.startDoom(env.nowNanos() + config.window().age().toNanos());
        ensureTick();
    }

    /** A peer tells what it has of an origin; whether something of it is missing here. */
    boolean learn(Peer from, Holding theirs) {
        if (theirs.high() < 1 || theirs.origin() == self) return false;
        Origin origin = origins.meet(new RumorId(theirs.origin(), theirs.high()));
        if (!origins.mention(origin, theirs.high(), from.instance()) || !origin.lacksOf(theirs)) return false;
        long now = env.nowNanos();
        origin.canAsk(from, theirs);
        if (origin.isAskDue(now)) ask(origin, now);
        watch(origin);
        return true;
    }

    private void ensureTick() {
        if (pending || !config.repair().isOn()) return;
        pending = true;
        env.schedule(tickNanos, new RumorTimer.Mend());
    }

    void tick() {
        pending = false;
        long now = env.nowNanos();
        int pulls = 0;
        boolean more = false;
        for (Origin origin : origins.incomplete()) {
            if (pulls < MAX_PULLS && origin.isAskDue(now) && ask(origin, now)) pulls++;
            more |= origin.isAskable();
        }
        if (more) ensureTick();
    }

    private boolean ask(Origin origin, long now) {
        List<Span> wanted = origin.ripen();
        Peer holder = origin.holder();
        if (wanted.isEmpty() || holder == null) return false;
        counts.pullsSent++;
        env.send(holder, new Pull(origin.instance, wanted));
        origin.asked(wanted.get(0).first(), now, tickNanos, MAX_PAUSE_TICKS * tickNanos);
        return true;
    }

    /** Somebody asks: sends what is still there; if the first of it is not, says what is. */
    void onPull(Peer from, Pull pull) {
        int bytes = 0;
        for (Span span : pull.wanted())
            for (long at = span.first(); at <= span.last() && bytes < MAX_ANSWER_BYTES; at++)
                bytes += answer(from, new RumorId(pull.origin(), at));
        Origin origin = origins.find(pull.origin());
        if (origin != null
                && recent.find(new RumorId(pull.origin(), pull.wanted().get(0).first())) == null)
            env.send(from, new Answer(0, false, List.of(origin.holding())));
    }

    private int answer(Peer from, RumorId id) {
        Item item = recent.find(id);
        if (item == null || !copies.answer(item, from)) return 0;
        return item.inline ? RumorCodec.pushBytes(item.rumor) : OFFER_BYTES;
    }
}
