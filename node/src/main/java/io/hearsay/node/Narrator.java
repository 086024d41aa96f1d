package io.hearsay.node;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.NodeId;
import io.hearsay.antientropy.audit.AuditEvent;
import io.hearsay.antientropy.audit.Finding;
import io.hearsay.data.map.MapEvent;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.keys.KeyEvent;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.membership.sync.SyncEvent;
import io.hearsay.stack.Reject;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** Tells the log what an operator wants to know: what changes at INFO, who comes and recovers at DEBUG. */
final class Narrator {
    private final BooleanSupplier isJoined;
    private final NodeLog log;

    Narrator(BooleanSupplier isJoined, NodeLog log) {
        this.isJoined = isJoined;
        this.log = log;
    }

    void started(NodeId id, Address bound, boolean isInsecure) {
        log.info("{} listens on {}, UDP and TCP", id, bound);
        if (isInsecure) log.warn("INSECURE: no key; whoever reaches {} can read everything and forge anything", bound);
    }

    /** Orders given to the cluster since come before the key file. */
    void keysRestored(KeyRing ring) {
        log.info(
                "the cluster's orders about keys come before the key file: seals with {}, opens with {}",
                KeyRing.fingerprint(ring.current()),
                ring.sealingFirst().stream().map(KeyRing::fingerprint).toList());
    }

    void event(Event event) {
        if (event instanceof SyncEvent progress) progress(progress);
        else if (event instanceof KeyEvent.RingChanged keys)
            log.info("keys have changed by order: seals with {}, opens with {}", keys.seals(), keys.opens());
        else if (event instanceof MapEvent trouble) trouble(trouble);
        else if (event instanceof AuditEvent.Rotten rotten) rotten(rotten.finding());
        else if (event instanceof MemberEvent change) change(change);
    }

    private void rotten(Finding finding) {
        if (finding.peer() == null)
            log.warnRarely(
                    "rot here",
                    "in this host's memory the data of '{}' were not what was written ({}); check that memory",
                    finding.entry(),
                    finding.outcome());
        else
            log.warnRarely(
                    "rot elsewhere",
                    "{} holds other data under '{}' than were written; check its memory",
                    finding.peer(),
                    finding.entry());
    }

    private void trouble(MapEvent event) {
        if (event instanceof MapEvent.PolicyConflict conflict)
            log.warnRarely(
                    "map policy",
                    "map '{}' is {} here and {} at process {}; neither takes the other's entries",
                    conflict.map(),
                    conflict.ours(),
                    conflict.theirs(),
                    Long.toHexString(conflict.from()));
        else if (event instanceof MapEvent.RuleConflict conflict)
            log.warnRarely(
                    "map rule",
                    "map '{}' is held by {} here and by {} at process {}; neither takes the other's entries",
                    conflict.map(),
                    conflict.ours(),
                    conflict.theirs(),
                    Long.toHexString(conflict.from()));
        else if (event instanceof MapEvent.LetGo gone)
            log.info(
                    "map '{}' is held by {}, which this member's tags no longer are: {} entries are dropped here",
                    gone.map(),
                    gone.rule(),
                    gone.entries());
        else if (event instanceof MapEvent.ClockAhead ahead)
            log.warnRarely(
                    "map clock",
                    "a write of process {} to map '{}' is stamped {} ms ahead of this host's clock; it is not taken in",
                    Long.toHexString(ahead.writer()),
                    ahead.map(),
                    ahead.aheadMillis());
        else if (event instanceof MapEvent.StoreFailed failed)
            log.warnRarely("map store", "a change of a map could not be stored: {}", failed.why());
        else if (event instanceof MapEvent.StoreRotted rot)
            log.warn(
                    "entries of maps in the store that are not what was stored: {}; others have to bring them back. Check the disk",
                    rot.entries());
    }

    /** One line a minute for each reason, whoever sends it; none for what is normal on a network. */
    void rejected(Address from, Reject reason) {
        switch (reason) {
            case KEY, SEAL ->
                log.warnRarely(
                        "key", "a frame from {} is not sealed with a key of this node; nothing is answered", from);
            case CLUSTER -> log.warnRarely("cluster", "a frame from {} belongs to another cluster", from);
            case HTTP, TLS, JUNK ->
                log.warnRarely("junk datagram", "something at {} speaks {} to the gossip port", from, reason);
            default -> log.debug("a frame from {} was dropped: {}", from, reason);
        }
    }

    private void progress(SyncEvent event) {
        if (event instanceof SyncEvent.SeedFailed failed) absent(failed);
        else if (event instanceof SyncEvent.JoinRefused refused)
            log.warnRarely("refused", "{} does not let this node in: {}", refused.by(), refused.text());
        else if (event instanceof SyncEvent.Misfit misfit)
            log.warnRarely("misfit", "{} and this node do not come together: {}", misfit.other(), misfit.text());
        else if (event instanceof SyncEvent.JoinedCluster joined)
            log.info(
                    "joined {}; members: {}",
                    joined.through() == null ? "as the first member" : "through " + joined.through(),
                    joined.members());
        else if (event instanceof SyncEvent.Settled settled)
            log.info("settled: its view has rested; members: {}", settled.members());
        else if (event instanceof SyncEvent.LeaveReport report)
            log.info(
                    "said goodbye; {} of {} members that were to know have acknowledged, after {} ms",
                    report.acknowledgedBy().size(),
                    report.wanted(),
                    report.took().toMillis());
        else if (event instanceof SyncEvent.ForgetReport report)
            log.info(
                    "{} is forgotten; confirmed by {}, awaited from {}",
                    report.forgotten(),
                    report.confirmedBy(),
                    report.awaited());
        else throw new AssertionError(event);
    }

    /** The node calls it again; here it is only said, while that matters. */
    private void absent(SyncEvent.SeedFailed failed) {
        if (isJoined.getAsBoolean()) return;
        log.warnRarely(
                "seeds",
                "not in the cluster yet: seed {} does not answer ({}); it is called again. If it runs, compare the"
                        + " cluster id and the key, or ask `hearsay doctor`",
                failed.seed(),
                failed.cause());
    }

    private void change(MemberEvent event) {
        if (event instanceof MemberEvent.Died died)
            log.info(
                    "{} is dead: {}, accused by {}",
                    died.member().id(),
                    died.why().evidence().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    died.why().accusers());
        else if (event instanceof MemberEvent.Left left)
            log.info("{} has left", left.member().id());
        else if (event instanceof MemberEvent.Forgotten forgotten)
            log.info("{} was removed at {}", forgotten.member().id(), forgotten.by());
        else if (event instanceof MemberEvent.Returned returned)
            log.info("{} is back", returned.member().id());
        else if (event instanceof MemberEvent.Joined
                || event instanceof MemberEvent.Suspected
                || event instanceof MemberEvent.Recovered
                || event instanceof MemberEvent.Changed
                || event instanceof MemberEvent.InView
                || event instanceof MemberEvent.OutOfView
                || event instanceof MemberEvent.Refuted) log.debug("{}", event);
        else log.warn("{}", event);
    }
}
