package io.hearsay.membership.sync;

import io.hearsay.Environment;
import io.hearsay.LinkCause;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipSignal;
import io.hearsay.membership.Row;
import io.hearsay.membership.Update;
import io.hearsay.membership.sync.SyncMessage.Refused;
import io.hearsay.membership.sync.SyncMessage.Welcome;
import io.hearsay.membership.sync.SyncTimer.HolderSilent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets joiners in, unless a process that answers holds their name.
 *
 * <p>Bounds: {@value #MAX_INQUIRIES} holders asked at a time, {@value #MAX_APPLICANTS} joiners waiting for each; those
 * beyond get no answer and come again.
 */
final class Introducer {
    private static final int MAX_INQUIRIES = 64;
    private static final int MAX_APPLICANTS = 8;
    private static final int MAX_SILENT = 256;
    /** For how many probe time-outs a holder that did not answer counts as gone. */
    private static final int SILENCE_HOLDS = 20;

    private final JoinConfig config;
    private final Environment env;
    private final Membership membership;
    private final Outboxes outboxes;
    private final Map<Long, Inquiry> inquiries = new LinkedHashMap<>();
    private final Map<Long, Long> silentUntil = new LinkedHashMap<>();

    private record Inquiry(Peer holder, long sinceNanos, Map<Long, Applicant> applicants) {}

    private record Applicant(Peer peer, MemberRecord record) {}

    Introducer(JoinConfig config, Environment env, Membership membership, Outboxes outboxes) {
        this.config = config;
        this.env = env;
        this.membership = membership;
        this.outboxes = outboxes;
    }

    void onJoin(Peer from, MemberRecord record) {
        NodeId id = record.id();
        Row row = membership.row(id.name());
        Update removal = membership.removalOf(id);
        if (id.instance() != from.instance()) refuse(from, Refusal.UNACCEPTABLE, 0, "the record is not its sender's");
        else if (removal != null) needEpochAbove(removal.subject(), from);
        else if (row == null || row.id().instance() == id.instance()) admit(from, record);
        else if (row == membership.self()) held(from, row);
        else if (row.isLive() && !isSilent(row.id().instance())) ask(row, new Applicant(from, record));
        else if (id.epoch() <= row.id().epoch()) needEpochAbove(row.id(), from);
        else admit(from, record);
    }

    private void needEpochAbove(NodeId earlier, Peer from) {
        refuse(from, Refusal.EPOCH, earlier.epoch() + 1, "an earlier life had epoch " + earlier.epoch());
    }

    private void admit(Peer from, MemberRecord record) {
        membership.hear(new Update.Alive(record), from);
        Row row = membership.row(record.name());
        if (row == null || row.id().instance() != from.instance())
            refuse(from, Refusal.UNACCEPTABLE, 0, "epoch " + record.id().epoch() + " is absurd, or the view is full");
        else outboxes.send(from, new Welcome(membership.self().record(), membership.digest(), membership.hasGaps()));
    }

    private void refuse(Peer to, Refusal reason, long epoch, String text) {
        outboxes.send(to, new Refused(reason, epoch, text));
    }

    private void held(Peer from, Row holder) {
        long heard = holder == membership.self() ? env.nowNanos() : holder.heardNanos();
        String ago = heard == Long.MIN_VALUE ? "" : ", alive " + (env.nowNanos() - heard) / 1_000_000 + " ms ago";
        String where = holder.record().addresses().get(0).toString();
        refuse(from, Refusal.HELD, 0, "name " + holder.name() + " is held by " + where + ago);
    }

    // Does the holder of the name answer?

    private boolean isSilent(long instance) {
        Long until = silentUntil.get(instance);
        return until != null && env.nowNanos() < until;
    }

    private void ask(Row row, Applicant applicant) {
        Inquiry inquiry = inquiries.get(row.id().instance());
        if (inquiry == null) inquiry = inquire(row);
        if (inquiry == null || inquiry.applicants().size() == MAX_APPLICANTS) return;
        inquiry.applicants().put(applicant.peer().instance(), applicant);
        // It speaks from the holder's own address: a restart, most likely.
        if (applicant.record().addresses().contains(inquiry.holder().address())) hurry(inquiry.holder());
    }

    private void hurry(Peer holder) {
        env.schedule(config.refusedTimeout(), new HolderSilent(holder.instance()));
    }

    private @Nullable Inquiry inquire(Row row) {
        Peer holder = membership.peer(row);
        if (inquiries.size() == MAX_INQUIRIES || holder == null) return null;
        Inquiry inquiry = new Inquiry(holder, env.nowNanos(), new LinkedHashMap<>());
        inquiries.put(holder.instance(), inquiry);
        env.emit(new MembershipSignal.ProbeWanted(holder, config.probeTimeout().toNanos()));
        env.links().open(holder);
        return inquiry;
    }

    /** Somebody's probe of this process has ended; a shorter one than ours proves no silence. */
    void onProbed(Peer peer, boolean answered) {
        Inquiry inquiry = inquiries.get(peer.instance());
        if (inquiry == null) return;
        if (answered) conclude(inquiry, true);
        else if (env.nowNanos() - inquiry.sinceNanos() >= config.probeTimeout().toNanos()) conclude(inquiry, false);
    }

    /** The port refuses: nobody is there, or a firewall; a last moment for the probe to tell which. */
    void linkDown(Peer peer, LinkCause cause) {
        if (cause == LinkCause.REFUSED && inquiries.containsKey(peer.instance())) hurry(peer);
    }

    void onHolderSilent(HolderSilent silent) {
        Inquiry inquiry = inquiries.get(silent.instance());
        if (inquiry != null) conclude(inquiry, false);
    }

    private void conclude(Inquiry inquiry, boolean answered) {
        long instance = inquiry.holder().instance();
        inquiries.remove(instance);
        env.links().close(inquiry.holder(), "holder asked");
        if (!answered) noteSilent(instance);
        for (Applicant applicant : inquiry.applicants().values()) decide(applicant, answered);
    }

    private void noteSilent(long instance) {
        silentUntil.remove(instance);
        silentUntil.put(
                instance, env.nowNanos() + SILENCE_HOLDS * config.probeTimeout().toNanos());
        if (silentUntil.size() > MAX_SILENT)
            silentUntil.remove(silentUntil.keySet().iterator().next());
    }

    private void decide(Applicant applicant, boolean answered) {
        Row row = membership.row(applicant.record().name());
        if (answered && row != null && row.isLive()) held(applicant.peer(), row);
        else onJoin(applicant.peer(), applicant.record());
    }
}
