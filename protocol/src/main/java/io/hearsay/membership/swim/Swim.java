package io.hearsay.membership.swim;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.membership.Digests;
import io.hearsay.membership.Evidence;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipSignal;
import io.hearsay.membership.Row;
import io.hearsay.membership.Update;
import io.hearsay.membership.swim.SwimMessage.Ack;
import io.hearsay.membership.swim.SwimMessage.Gossip;
import io.hearsay.membership.swim.SwimMessage.Nack;
import io.hearsay.membership.swim.SwimMessage.Ping;
import io.hearsay.membership.swim.SwimMessage.PingReq;
import io.hearsay.membership.swim.SwimMessage.RelayedAck;
import io.hearsay.membership.swim.SwimMessage.StreamAck;
import io.hearsay.membership.swim.SwimMessage.StreamPing;
import io.hearsay.membership.swim.SwimTimer.GossipRound;
import io.hearsay.membership.swim.SwimTimer.NackDue;
import io.hearsay.membership.swim.SwimTimer.Period;
import io.hearsay.membership.swim.SwimTimer.ProbeEnd;
import io.hearsay.membership.swim.SwimTimer.ProbeTimeout;
import io.hearsay.membership.swim.SwimTimer.RelayEnd;
import io.hearsay.membership.swim.SwimTimer.SuspicionTimeout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Probes one member a period, accuses those who do not answer, gives up those who do not refute (SWIM, sections 3 and
 * 4; Lifeguard).
 *
 * <p>Promises: a crashed member is probed by somebody within 1.58 periods in the mean, by every other member within
 * 2(n-1) - 1 periods; messages sent per member and period do not depend on n. Does not promise that everybody agrees at
 * any moment. Bounded: one probe a period, one for each suspect, one relay for each request of the last two periods.
 */
public final class Swim implements Protocol<SwimMessage, SwimTimer> {
    private static final int STREAM_ANSWERS_FOR_A_FINDING = 3;
    /** One that stands back misses many answers; whom it has not heard for so long may be gone. */
    private static final long LONG_SILENCE_NANOS = 60_000_000_000L;

    private final SwimConfig config;
    private final Environment env;
    private final Membership membership;
    private final LocalHealth health;
    private final ProbeRing ring;
    private final Map<Long, Probe> probes = new LinkedHashMap<>();
    private final Map<Long, Relay> relays = new LinkedHashMap<>();
    private final Map<String, Suspicion> suspicions = new LinkedHashMap<>();
    private final Map<String, Integer> byStreamOnly = new LinkedHashMap<>();
    private long nextSeq = 1;
    private boolean gossiping;
    private long resumedNanos = Long.MIN_VALUE;

    /** A ping on somebody else's behalf. */
    private record Relay(Peer origin, long originSeq, Peer target) {}

    /** Creates a detector over a view that it shares with the other parts of membership. */
    public Swim(SwimConfig config, Environment env, Membership membership) {
        this.config = config;
        this.env = env;
        this.membership = membership;
        this.health = new LocalHealth(config.localHealth().max());
        this.ring = new ProbeRing(env.random());
    }

    /** Lifeguard's multiplier: 0 is healthy, more says that this node distrusts itself. */
    public int localHealth() {
        return health.multiplier();
    }

    @Override
    public void start() {
        long phase = env.random().nextLong(config.period().toNanos());
        env.schedule(phase, new Period(env.nowNanos() + phase));
    }

    /** Asks a process once, for another part that judges the answer itself: {@link MembershipSignal.Probed} tells. */
    public void probe(Peer peer, long timeoutNanos) {
        Probe probe = begin(null, peer, timeoutNanos);
        ping(probe, peer);
        env.schedule(timeoutNanos, new ProbeEnd(env.nowNanos() + timeoutNanos, probe.seq));
    }

    @Override
    public void receive(Peer from, SwimMessage message) {
        if (message instanceof Ping ping) onPing(from, ping);
        else if (message instanceof Ack ack) onAck(from, ack);
        else if (message instanceof PingReq req) onPingReq(from, req);
        else if (message instanceof RelayedAck ack) onRelayedAck(ack);
        else if (message instanceof Nack nack) onNack(nack);
        else if (message instanceof StreamPing ping) onStreamPing(from, ping);
        else if (message instanceof StreamAck ack) onStreamAck(from, ack);
        else if (!(message instanceof Gossip)) throw new AssertionError(message);
    }

    @Override
    public void expire(SwimTimer timer) {
        sensePause(timer);
        if (timer instanceof Period) onPeriod();
        else if (timer instanceof ProbeTimeout timeout) onProbeTimeout(timeout);
        else if (timer instanceof ProbeEnd end) onProbeEnd(end);
        else if (timer instanceof NackDue due) onNackDue(due);
        else if (timer instanceof RelayEnd end) relays.remove(end.seq());
        else if (timer instanceof SuspicionTimeout timeout) onSuspicionTimeout(timeout);
        else if (timer instanceof GossipRound) onGossipRound();
        else throw new AssertionError(timer);
    }

    /** Hears what the view and its other parts report. */
    @Override
    public void onEvent(Event event) {
        if (event instanceof MemberEvent.Joined joined) ring.add(joined.member().name());
        else if (event instanceof MemberEvent.Returned returned) onReturned(returned.member());
        else if (event instanceof MemberEvent.Suspected suspected) onSuspected(suspected);
        else if (event instanceof MembershipSignal.Accused accused) onAccused(accused.update());
        else if (event instanceof MemberEvent.Recovered recovered) acquit(recovered.member());
        else if (event instanceof MemberEvent.Died died) acquit(died.member());
        else if (event instanceof MemberEvent.Left left) acquit(left.member());
        else if (event instanceof MemberEvent.Forgotten forgotten) acquit(forgotten.member());
        else if (event instanceof MemberEvent.Refuted) onRefuted();
        else if (event instanceof MembershipSignal.Doubted doubted) onDoubted(doubted);
        else if (event instanceof MembershipSignal.News) gossipNow();
    }

    // Probing (SWIM, section 3.1).

    private void onPeriod() {
        String name = ring.next(this::isLive);
        Row row = name == null ? null : membership.row(name);
        if (row != null) probe(row);
        long base = config.period().toNanos();
        long period = membership.standsBack() ? base : health.scaled(base);
        env.schedule(period, new Period(env.nowNanos() + period));
    }

    private void onDoubted(MembershipSignal.Doubted doubted) {
        Row row = membership.row(doubted.member().name());
        if (row != null && row.isLive()) probe(row);
    }

    private boolean isLive(String name) {
        Row row = membership.row(name);
        return row != null && row.isLive();
    }

    private void probe(Row row) {
        long timeout = health.scaled(config.probeTimeout().toNanos());
        long end = env.nowNanos() + health.scaled(config.period().toNanos());
        Probe probe = begin(row.id(), membership.peer(row), timeout);
        if (probe.peer == null) {
            seekHelp(probe);
            endAt(end, probe);
        } else {
            if (config.suspicion().buddy()) tellSuspect(row, probe.peer);
            ping(probe, probe.peer);
            env.schedule(timeout, new ProbeTimeout(env.nowNanos() + timeout, probe.seq, end));
        }
    }

    private void endAt(long nanos, Probe probe) {
        env.schedule(Math.max(0, nanos - env.nowNanos()), new ProbeEnd(nanos, probe.seq));
    }

    private Probe begin(@Nullable NodeId member, @Nullable Peer peer, long timeoutNanos) {
        Probe probe = new Probe(nextSeq++, member, peer, env.nowNanos(), timeoutNanos);
        probes.put(probe.seq, probe);
        return probe;
    }

    private void ping(Probe probe, Peer peer) {
        env.send(peer, new Ping(probe.seq, membership.digest(), membership.removedDigest()));
    }

    /** The buddy system: before anything else a suspect learns what it has to refute (Lifeguard, IV-C). */
    private void tellSuspect(Row row, Peer peer) {
        List<String> accusers = row.accusers();
        if (row.state() != MemberState.SUSPECT || accusers.isEmpty()) return;
        env.send(peer, new Update.Suspect(row.id(), row.incarnation(), accusers.get(0), Evidence.PROBES_UNANSWERED));
    }

    private void onPing(Peer from, Ping ping) {
        env.send(from, new Ack(ping.seq(), membership.digest(), membership.removedDigest()));
        Update word = membership.wordFor(from);
        if (word != null) env.send(from, word);
        compare(from, ping);
    }

    private void onAck(Peer from, Ack ack) {
        compare(from, ack);
        Relay relay = relays.remove(ack.seq());
        if (relay != null && relay.target().instance() == from.instance())
            env.send(relay.origin(), new RelayedAck(relay.originSeq()));
        Probe probe = probes.get(ack.seq());
        if (probe == null || !probe.isOf(from)) return;
        Row row = membership.ofInstance(from.instance());
        if (row != null) {
            row.measured(env.nowNanos() - probe.startNanos);
            byStreamOnly.remove(row.name());
        }
        if (!probe.isOnBehalf()) membership.pinged(true);
        answered(probe);
    }

    private void answered(Probe probe) {
        end(probe);
        if (probe.isOnBehalf()) report(probe, true);
        else feelBetter();
    }

    private void end(Probe probe) {
        probes.remove(probe.seq);
        if (probe.triedStream() && probe.peer != null) env.links().close(probe.peer, "probe ended");
    }

    private void report(Probe probe, boolean answered) {
        if (probe.peer != null) env.emit(new MembershipSignal.Probed(probe.peer, answered));
    }

    /** A difference between two views is worth a word to whoever reconciles them; so is agreement about the removed. */
    private void compare(Peer from, SwimMessage.WithDigests theirs) {
        boolean agreed = theirs.viewDigest() == membership.digest()
                && theirs.removedDigest() == 0
                && membership.removedDigest() == 0;
        if (!agreed) env.emit(new MembershipSignal.DigestHeard(from, theirs.viewDigest(), theirs.removedDigest()));
    }

    // Help from others (SWIM, section 3.1; Lifeguard, IV-A).

    private void onProbeTimeout(ProbeTimeout timeout) {
        Probe probe = probes.get(timeout.seq());
        if (probe == null) return;
        endAt(timeout.endNanos(), probe);
        membership.pinged(false);
        if (membership.standsBack()) return; // it measures its own reach, and judges nobody
        seekHelp(probe);
        if (config.streamProbe() && probe.peer != null) {
            probe.tryingStream();
            env.links().open(probe.peer);
        }
    }

    private void seekHelp(Probe probe) {
        NodeId member = probe.member;
        Row target = member == null ? null : membership.row(member.name());
        if (target == null) return;
        int timeoutMillis = (int) Math.min(Math.max(1, config.probeTimeout().toMillis()), PingReq.MAX_TIMEOUT_MILLIS);
        for (Row helper : sample(config.indirectProbes(), row -> row != target)) {
            Peer via = membership.peer(helper);
            if (via == null) continue;
            Peer there = new Peer(addressFor(helper, target), target.id().instance());
            probe.askedAnother();
            env.send(via, new PingReq(probe.seq, there, timeoutMillis));
        }
    }

    /** The target's address that its helper can reach: families that this node lacks may be common to those two. */
    private static Address addressFor(Row helper, Row target) {
        for (Address address : target.record().addresses())
            for (Address own : helper.record().addresses()) if (own.isV4() == address.isV4()) return address;
        return target.record().addresses().get(0);
    }

    private void onPingReq(Peer from, PingReq req) {
        long seq = nextSeq++;
        long timeout = req.timeoutMillis() * 1_000_000L;
        relays.put(seq, new Relay(from, req.seq(), req.target()));
        env.send(req.target(), new Ping(seq, membership.digest(), membership.removedDigest()));
        env.schedule(timeout * 4 / 5, new NackDue(env.nowNanos() + timeout * 4 / 5, seq));
        env.schedule(timeout * 2, new RelayEnd(env.nowNanos() + timeout * 2, seq));
    }

    private void onNackDue(NackDue due) {
        Relay relay = relays.get(due.seq());
        if (relay != null) env.send(relay.origin(), new Nack(relay.originSeq()));
    }

    private void onRelayedAck(RelayedAck ack) {
        Probe probe = probes.get(ack.seq());
        if (probe != null) answered(probe);
    }

    private void onNack(Nack nack) {
        Probe probe = probes.get(nack.seq());
        if (probe != null) probe.nacked();
    }

    // The stream probe: reachable by TCP and not by UDP is a diagnosis, not a death.

    @Override
    public void linkUp(Peer peer) {
        for (Probe probe : probes.values())
            if (probe.triedStream() && probe.isOf(peer)) env.links().send(peer, new StreamPing(probe.seq));
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        for (Probe probe : probes.values()) if (probe.triedStream() && probe.isOf(peer)) probe.streamFailed(cause);
    }

    private void onStreamPing(Peer from, StreamPing ping) {
        env.links().send(from, new StreamAck(ping.seq()));
    }

    private void onStreamAck(Peer from, StreamAck ack) {
        Probe probe = probes.get(ack.seq());
        if (probe == null || !probe.isOf(from)) return;
        Row row = membership.ofInstance(from.instance());
        if (row != null) noteStreamAnswer(row);
        answered(probe);
    }

    /** One such answer may be bad luck with datagrams; so many in a row, and no other between them, are a finding. */
    private void noteStreamAnswer(Row row) {
        if (byStreamOnly.merge(row.name(), 1, Integer::sum) == STREAM_ANSWERS_FOR_A_FINDING)
            env.emit(new MemberEvent.OnlyByStream(row.snapshot()));
    }

    // Failure (SWIM, section 4.2).

    private void onProbeEnd(ProbeEnd end) {
        Probe probe = probes.get(end.seq());
        if (probe == null) return;
        end(probe);
        if (probe.member == null) report(probe, false);
        else failed(probe, probe.member);
    }

    private void failed(Probe probe, NodeId member) {
        feelWorse(probe.ownFault());
        Row row = membership.row(member.name());
        if (row == null || !row.isLive() || !row.id().equals(member)) return;
        if (membership.standsBack() && row.heardNanos() > env.nowNanos() - LONG_SILENCE_NANOS) return;
        env.emit(new MembershipSignal.ProbeFailed(member));
        membership.suspect(row, Evidence.PROBES_UNANSWERED, probe.story());
    }

    private void feelBetter() {
        health.better();
        membership.localHealth(health.multiplier());
    }

    private void feelWorse(int by) {
        health.worse(by);
        membership.localHealth(health.multiplier());
    }

    // Suspicion (SWIM, section 4.2; Lifeguard, LHA-Suspicion).

    private void onSuspected(MemberEvent.Suspected event) {
        Member member = event.member();
        Suspicion suspicion = new Suspicion(config.suspicion(), member.id(), member.incarnation(), env.nowNanos());
        suspicions.put(member.name(), suspicion);
        Row row = membership.row(member.name());
        if (row == null) return;
        await(suspicion, row);
        if (isSummoned(row)) probe(row);
    }

    private void await(Suspicion suspicion, Row row) {
        long end = suspicion.endNanos(
                row.accusers().size(), membership.liveCount(), config.period().toNanos());
        env.schedule(Math.max(0, end - env.nowNanos()), suspicion.timer(end));
    }

    /** The first few independent accusations are passed on, so that everybody can count them. */
    private void onAccused(Update.Suspect accusation) {
        Suspicion suspicion = suspicions.get(accusation.subject().name());
        Row row = membership.row(accusation.subject().name());
        if (suspicion == null || row == null || !suspicion.isAbout(row.id(), row.incarnation())) return;
        if (row.accusers().size() - 1 > config.suspicion().confirmations()) return;
        membership.spread(accusation);
        await(suspicion, row);
    }

    private void onSuspicionTimeout(SuspicionTimeout timeout) {
        Row row = membership.row(timeout.suspect().name());
        Suspicion suspicion = suspicions.get(timeout.suspect().name());
        if (row == null || suspicion == null || !suspicion.isAbout(timeout.suspect(), timeout.incarnation())) return;
        long end = suspicion.endNanos(
                row.accusers().size(), membership.liveCount(), config.period().toNanos());
        if (env.nowNanos() >= end) membership.confirm(row);
        else if (timeout.dueNanos() < end) await(suspicion, row);
    }

    private void acquit(Member member) {
        suspicions.remove(member.name());
        byStreamOnly.remove(member.name());
    }

    private void onReturned(Member member) {
        acquit(member);
        ring.add(member.name());
    }

    /**
     * Deviation: the members with the lowest ranks for this suspect probe it at once, so that three independent
     * confirmations take one period and not as long as chance wants.
     */
    private boolean isSummoned(Row suspect) {
        int summoned = config.suspicion().summoned();
        if (summoned == 0 || suspect.accusers().contains(membership.self().name())) return false;
        long own = rank(suspect, membership.self());
        int before = 0;
        for (Row other : membership.others())
            if (other != suspect && !suspect.accusers().contains(other.name()) && rank(suspect, other) < own) before++;
        return before < summoned;
    }

    private static long rank(Row suspect, Row member) {
        return Digests.mix(suspect.id().instance() ^ Digests.mix(member.id().instance() + suspect.incarnation()));
    }

    // Spreading the news (SWIM, section 4.1).

    private void gossipNow() {
        if (gossiping) return;
        gossiping = true;
        env.schedule(0, new GossipRound(env.nowNanos()));
    }

    private void onGossipRound() {
        if (membership.others().isEmpty()) membership.dropNews();
        gossiping = membership.hasNews();
        if (!gossiping) return;
        for (Row row : sample(config.gossipFanout(), row -> true)) {
            Peer peer = membership.peer(row);
            if (peer != null) env.send(peer, new Gossip());
        }
        long interval = config.gossipInterval().toNanos();
        env.schedule(interval, new GossipRound(env.nowNanos() + interval));
    }

    /** Up to {@code count} distinct live members that are wanted, by random draws without replacement. */
    private List<Row> sample(int count, Predicate<Row> wanted) {
        List<Row> others = membership.others();
        List<Row> drawn = new ArrayList<>(count);
        int tries = Math.min(others.size(), count) * 8;
        while (drawn.size() < Math.min(count, others.size()) && tries-- > 0) {
            Row row = others.get(env.random().nextInt(others.size()));
            if (wanted.test(row) && !drawn.contains(row)) drawn.add(row);
        }
        return drawn;
    }

    /** Others took us for gone, so we may have been deaf: nobody is given up on what we did not hear meanwhile. */
    private void onRefuted() {
        feelWorse(1);
        startSuspicionsOver();
    }

    /**
     * Whatever a suspect may have said we have missed: it is told again what it has to refute, and has all its time.
     */
    private void startSuspicionsOver() {
        suspicions.forEach((name, suspicion) -> {
            suspicion.restart(env.nowNanos());
            Row row = membership.row(name);
            Peer peer = row == null ? null : membership.peer(row);
            if (row != null && peer != null) tellSuspect(row, peer);
        });
    }

    // Pauses: a clock that jumped tells that it is we who were away.

    private void sensePause(SwimTimer timer) {
        if (!config.localHealth().sensesPauses()) return;
        long late = env.nowNanos() - timer.dueNanos();
        if (late <= config.period().toNanos() / 2 || timer.dueNanos() < resumedNanos) return;
        resumedNanos = env.nowNanos();
        feelWorse((int)
                Math.min(config.localHealth().max(), 1 + late / config.period().toNanos()));
        startSuspicionsOver();
        for (Probe probe : List.copyOf(probes.values())) again(probe);
    }

    /** What was in progress proves nothing: answers may lie unread. Whoever asked through us is asked to be patient. */
    private void again(Probe probe) {
        end(probe);
        if (probe.isOnBehalf() && probe.peer != null) probe(probe.peer, probe.timeoutNanos);
    }
}
