package io.hearsay.antientropy.audit;

import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.Protocol;
import io.hearsay.antientropy.audit.AuditMessage.Answer;
import io.hearsay.antientropy.audit.AuditMessage.Challenge;
import io.hearsay.antientropy.audit.AuditMessage.Copy;
import io.hearsay.antientropy.audit.AuditMessage.Details;
import io.hearsay.antientropy.audit.AuditMessage.Fetch;
import io.hearsay.antientropy.audit.Finding.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Walks over all items, reads their data anew, and has a few peers do the same (LOCKSS, section 4); fetches what has
 * rotted here from those who have a right copy.
 *
 * <p>Promises: after a pass, each entry here whose data were not what they had been written as is healed or told, and
 * each peer that answered with other data than an item stands for is named. Nothing here is overwritten but by an entry
 * that hashes to the very item that has rotted. Writes wait for nothing and never look like rot. Does not promise to
 * find rot elsewhere in what its witnesses were not asked about, nor that in keys and in the tree of items itself: that
 * is told and not healed. Bounds: sixteen slices of 64 items at a time, 1,024 repairs, 1,000 findings; what peers ask
 * is answered so often a second as configured, without keeping anything. A node without entries sets no timer and sends
 * nothing. Not thread-safe.
 */
public final class Auditor implements Protocol<AuditMessage, AuditTimer> {
    private static final long LEAST_PAUSE_NANOS = 100_000_000;

    /** So many slices may wait for answers; a witness that is silent holds up the others only then. */
    private static final int MAX_POLLS = 16;

    private final AuditConfig config;
    private final Environment env;
    private final Function<String, Peers> holders;
    private final Holdings holdings;
    private final Allowance allowance;
    private final Repairs repairs;
    private final Map<Long, Poll> polls = new LinkedHashMap<>(); // by nonce
    private @Nullable Pass pass;
    private @Nullable Pass latestAsked;
    private boolean isStalled;
    private long passes;
    private long items;
    private long rotten;
    private long healed;
    private long named;
    private long refused;

    /** A slice that is being asked about, and who has not answered yet. */
    private static final class Poll {
        final long nonce;
        final String scope;
        final long from;
        final Slice slice;
        final List<Peer> witnesses;
        final Set<Long> open = new LinkedHashSet<>(); // by instance
        boolean isWitnessed;

        Poll(long nonce, String scope, long from, Slice slice, List<Peer> witnesses) {
            this.nonce = nonce;
            this.scope = scope;
            this.from = from;
            this.slice = slice;
            this.witnesses = witnesses;
            for (Peer witness : witnesses) open.add(witness.instance());
        }
    }

    /**
     * A node that audits nothing yet.
     *
     * @param holders the others that hold what a scope's name stands for
     */
    public Auditor(AuditConfig config, Environment env, Function<String, Peers> holders, Holdings holdings) {
        this.config = config;
        this.env = env;
        this.holders = holders;
        this.holdings = holdings;
        allowance = new Allowance(config.answers());
        repairs = new Repairs(config, env, holdings, this::onFinding);
    }

    /**
     * Audits all items now, instead of what goes on in the background.
     *
     * @return the audit's number; an {@link AuditEvent.Finished} follows. Empty if one that was asked for is under way
     */
    public OptionalLong audit() {
        if (pass != null && pass.isAsked) return OptionalLong.empty();
        return OptionalLong.of(begin(true).id);
    }

    private void ensurePasses() {
        if (pass == null && !config.pass().isZero() && holdings.count() > 0) begin(false);
    }

    private Pass begin(boolean isAsked) {
        Pass begun = new Pass(++passes, isAsked, holdings.scopes());
        pass = begun;
        if (isAsked) latestAsked = begun;
        polls.clear();
        isStalled = false;
        env.schedule(isAsked ? 0 : pauseNanos(), new AuditTimer.Next(begun.id));
        return begun;
    }

    /** Of a pass in the background: as many slices as there are take as long as one is to take. */
    private long pauseNanos() {
        long slices = 1 + holdings.count() / Slice.MAX_ITEMS;
        return Math.max(LEAST_PAUSE_NANOS, config.pass().toNanos() / slices);
    }

    /** The audit that was asked for last, as far as it has come; empty if none was. */
    public Optional<AuditReport> latest() {
        return Optional.ofNullable(latestAsked).map(walk -> walk.report(walk != pass));
    }

    /** What was done since the start. */
    public AuditCounts counts() {
        return new AuditCounts(items, rotten, healed, named, refused);
    }

    @Override
    public void start() {
        ensurePasses();
    }

    /** Something has happened, so there may be entries now. */
    @Override
    public void onEvent(Event event) {
        ensurePasses();
    }

    @Override
    public void linkUp(Peer peer) {
        repairs.linkReady(peer);
    }

    @Override
    public void linkWritable(Peer peer) {
        repairs.linkReady(peer);
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        repairs.linkDown(peer);
    }

    @Override
    public void receive(Peer from, AuditMessage message) {
        if (message instanceof Challenge challenge) onChallenge(from, challenge);
        else if (message instanceof Answer answer) onAnswer(from, answer);
        else if (message instanceof Details details) onDetails(from, details);
        else if (message instanceof Fetch fetch) onFetch(from, fetch);
        else if (message instanceof Copy copy) repairs.onCopy(from, copy);
        else throw new AssertionError(message);
    }

    @Override
    public void expire(AuditTimer timer) {
        if (timer instanceof AuditTimer.Next next) {
            if (pass != null && pass.id == next.pass()) onNext(pass);
        } else if (timer instanceof AuditTimer.Overdue overdue) close(overdue.nonce());
        else if (timer instanceof AuditTimer.Unfetched unfetched) repairs.onUnfetched(unfetched);
        else throw new AssertionError(timer);
    }

    // The auditor's side.

    private void onNext(Pass walk) {
        isStalled = polls.size() == MAX_POLLS;
        if (isStalled) return;
        long nonce = env.random().nextLong();
        Slice slice = Slice.read(holdings, nonce, walk.scope(), walk.from, -1);
        if (slice.size() > 0) ask(walk, new Poll(nonce, walk.scope(), walk.from, slice, witnesses(walk.scope())));
        walk.read(slice.to);
        if (walk.isOver) finishIfDone();
        else env.schedule(walk.isAsked ? config.pace().toNanos() : someNanos(), new AuditTimer.Next(walk.id));
    }

    private List<Peer> witnesses(String scope) {
        return holders.apply(scope).sample(config.witnesses(), env.random());
    }

    /** Nodes that began together drift apart. */
    private long someNanos() {
        long pause = pauseNanos();
        return pause / 2 + env.random().nextLong(pause);
    }

    private void ask(Pass walk, Poll poll) {
        Slice slice = poll.slice;
        walk.slices++;
        walk.items += slice.size();
        items += slice.size();
        walk.asked += poll.witnesses.size();
        polls.put(poll.nonce, poll);
        for (Peer witness : poll.witnesses)
            challenge(witness, poll, !slice.rotten().isEmpty());
        for (long item : slice.rotten()) onRot(item, poll.witnesses);
        if (poll.open.isEmpty()) close(poll.nonce);
        else env.schedule(config.patience(), new AuditTimer.Overdue(poll.nonce));
    }

    private void challenge(Peer witness, Poll poll, boolean isDetailed) {
        env.send(witness, new Challenge(poll.nonce, poll.from, poll.slice.to, isDetailed, poll.scope));
    }

    /** The poll that waits for an answer of this peer under that nonce; null if none does. */
    private @Nullable Poll poll(Peer from, long nonce) {
        Poll poll = polls.get(nonce);
        return poll != null && poll.open.contains(from.instance()) ? poll : null;
    }

    private void onAnswer(Peer from, Answer answer) {
        Poll poll = poll(from, answer.nonce());
        if (poll == null) return;
        if (answer.equals(poll.slice.answer(poll.nonce))) settle(from, poll);
        else challenge(from, poll, true);
    }

    private void onDetails(Peer from, Details details) {
        Poll poll = poll(from, details.nonce());
        if (poll == null) return;
        for (int i = 0; i < details.items().length; i++) {
            long item = details.items()[i];
            if (poll.slice.refutes(item, details.data()[i]))
                onFinding(new Finding(item, holdings.name(item), from, Outcome.NAMED));
        }
        if (details.last()) settle(from, poll);
    }

    private void settle(Peer witness, Poll poll) {
        poll.open.remove(witness.instance());
        poll.isWitnessed = true;
        if (pass != null) pass.answered++;
        if (poll.open.isEmpty()) close(poll.nonce);
    }

    private void close(long nonce) {
        Poll over = polls.remove(nonce);
        if (over == null || pass == null) return;
        if (!over.isWitnessed) pass.unwitnessed++;
        if (isStalled) onNext(pass);
        finishIfDone();
    }

    private void finishIfDone() {
        Pass walk = pass;
        if (walk == null || !walk.isOver || !polls.isEmpty() || walk.isAsked && !repairs.isIdle()) return;
        pass = null;
        if (walk.isAsked) env.emit(new AuditEvent.Finished(walk.report(true)));
        ensurePasses();
    }

    private void onRot(long item, List<Peer> holders) {
        if (repairs.need(item, holders)) rotten++;
    }

    private void onFinding(Finding finding) {
        if (pass == null || pass.add(finding)) {
            if (finding.outcome() == Outcome.HEALED) healed++;
            if (finding.outcome() == Outcome.NAMED) named++;
            env.emit(new AuditEvent.Rotten(finding));
        }
        finishIfDone();
    }

    // The witness's side.

    private boolean mayAsk(Peer from) {
        boolean may = allowance.take(from, env.nowNanos());
        if (!may) refused++;
        return may;
    }

    private void onChallenge(Peer from, Challenge challenge) {
        if (!mayAsk(from)) return;
        Slice slice = Slice.read(holdings, challenge.nonce(), challenge.scope(), challenge.from(), challenge.to());
        items += slice.size();
        boolean isSound = slice.rotten().isEmpty();
        if (isSound && !challenge.detailed()) env.send(from, slice.answer(challenge.nonce()));
        else for (Details details : slice.details(challenge.nonce())) env.send(from, details);
        if (!isSound) mend(slice, challenge.scope(), from);
    }

    /** Whoever asked may have a right copy, and so may others. */
    private void mend(Slice slice, String scope, Peer from) {
        Set<Peer> mayHaveOne = new LinkedHashSet<>();
        mayHaveOne.add(from);
        mayHaveOne.addAll(witnesses(scope));
        for (long item : slice.rotten()) onRot(item, new ArrayList<>(mayHaveOne));
    }

    private void onFetch(Peer from, Fetch fetch) {
        if (!mayAsk(from)) return;
        byte[] entry = holdings.reread(fetch.item());
        boolean isRight = entry != null && holdings.item(entry) == fetch.item();
        env.links().send(from, new Copy(fetch.item(), isRight && entry != null ? entry : new byte[0]));
    }
}
