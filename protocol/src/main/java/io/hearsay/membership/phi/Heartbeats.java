package io.hearsay.membership.phi;

import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.Message;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.membership.Evidence;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import io.hearsay.membership.Standing;
import io.hearsay.membership.Update;
import io.hearsay.membership.phi.HeartbeatTimer.Interpret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a view by heartbeats alone, as Cassandra does: whose heartbeat rises lives, whose phi passes the threshold is
 * given up, and nobody is asked.
 *
 * <p>Promises: a verdict is this node's own and goes nowhere; one given up returns with its next heartbeat. One that is
 * heard of second-hand for the first time becomes a member when its heartbeat has risen here once: the dead are spoken
 * of, too. Who was dead for the longest absence that membership allows is forgotten. Bounded as membership and
 * {@link PhiConfig} are.
 */
public final class Heartbeats implements Protocol<Message, HeartbeatTimer> {
    /** After so many rounds without a rise, one heard of is taken for dead before it was met. */
    private static final int ROUNDS_HELD_BACK = 30;

    private final PhiConfig config;
    private final Duration round;
    private final Environment env;
    private final Membership membership;
    private final Duration maxAbsence;
    private final Function<NodeId, @Nullable Words> words;
    private final PhiDetector<String> detector;
    private final Map<NodeId, Long> heldBackSince = new LinkedHashMap<>();
    /** Which of a member's words were taken into the view. */
    private final Map<String, Long> taken = new LinkedHashMap<>();

    /**
     * What a member says of itself.
     *
     * @param version at which it said so
     */
    public record Words(MemberRecord record, long version) {}

    /**
     * Creates the protocol over a view that it shares with the other parts of membership.
     *
     * @param round how often a heartbeat rises
     * @param maxAbsence how long the dead are remembered
     * @param words what that life has said of itself, null if it has not come here yet
     */
    public Heartbeats(
            PhiConfig config,
            Duration round,
            Environment env,
            Membership membership,
            Duration maxAbsence,
            Function<NodeId, @Nullable Words> words) {
        this.config = config;
        this.round = round;
        this.env = env;
        this.membership = membership;
        this.maxAbsence = maxAbsence;
        this.words = words;
        this.detector = new PhiDetector<>(config);
    }

    @Override
    public void start() {
        env.schedule(round, new Interpret());
    }

    @Override
    public void receive(Peer from, Message message) {
        throw new AssertionError(message);
    }

    /**
     * The heartbeat of a life has risen; that number is its incarnation here.
     *
     * @param isProof whether that life has run just now: not so where somebody else tells of it for the first time
     */
    public void heard(NodeId id, long version, boolean isProof) {
        Row row = membership.row(id.name());
        Words said = words.apply(id);
        // A life after one that is known began just now; one after nobody may have ended long ago.
        if (said == null || row == null && !isProof) heldBackSince.putIfAbsent(id, env.nowNanos());
        else take(row != null && row.id().equals(id) ? row : null, said, version);
    }

    private void take(@Nullable Row row, Words said, long version) {
        NodeId id = said.record().id();
        if (row == null) begin(id);
        detector.heard(id.name(), env.nowNanos());
        boolean isNews = !Objects.equals(taken.put(id.name(), said.version()), said.version());
        if (isNews || row == null || row.state() == MemberState.DEAD) believe(said.record(), version);
    }

    private void begin(NodeId id) {
        heldBackSince.remove(id);
        detector.forget(id.name());
    }

    /** A heartbeat is its owner's word, whoever relays it. */
    private void believe(MemberRecord record, long version) {
        Peer subject = new Peer(record.addresses().get(0), record.id().instance());
        membership.hear(new Update.Alive(record.withIncarnation(version)), subject);
    }

    @Override
    public void onEvent(Event event) {
        if (event instanceof MemberEvent.Left left) forget(left.member().name());
        else if (event instanceof MemberEvent.Forgotten gone)
            forget(gone.member().name());
    }

    private void forget(String name) {
        detector.forget(name);
        taken.remove(name);
    }

    @Override
    public void expire(HeartbeatTimer timer) {
        env.schedule(round, timer);
        for (String name : detector.interpret(env.nowNanos())) {
            Row row = membership.row(name);
            if (row != null && row.isLive()) membership.giveUp(row, Evidence.SILENT, grounds(name));
        }
        settleHeldBack();
        forgetOld();
    }

    private String grounds(String name) {
        return detector.level(name, env.nowNanos())
                .map(level -> String.format(
                        Locale.ROOT,
                        "phi %.2f is above %s; last heard %.1f s ago, after heartbeats every %.2f s in the mean of %d",
                        level.phi(),
                        config.threshold(),
                        level.silentNanos() / 1e9,
                        level.meanNanos() / 1e9,
                        level.intervals()))
                .orElse("");
    }

    /** Those whose heartbeat never rose here died before this node met them. */
    private void settleHeldBack() {
        long due = env.nowNanos() - ROUNDS_HELD_BACK * round.toNanos();
        heldBackSince.entrySet().removeIf(held -> {
            if (held.getValue() > due) return false;
            Words said = words.apply(held.getKey());
            if (said != null) learnOfDead(said);
            return true;
        });
    }

    private void learnOfDead(Words said) {
        MemberRecord record = said.record().withIncarnation(said.version());
        Peer subject = new Peer(record.addresses().get(0), record.id().instance());
        if (membership.row(record.name()) == null)
            membership.learn(new Standing(record, record.incarnation(), MemberState.DEAD), subject);
    }

    /** Every node does so by itself, and says so to nobody. */
    private void forgetOld() {
        long now = env.nowNanos();
        for (Row row : List.copyOf(membership.rows()))
            if (row.state() == MemberState.DEAD && now - row.sinceNanos() > maxAbsence.toNanos())
                membership.forget(row.id());
        membership.sweep();
    }

    /** How suspicious that member's silence is now; empty if it was never heard. */
    public Optional<PhiDetector.Level> level(String name) {
        return detector.level(name, env.nowNanos());
    }
}
