package io.hearsay.membership;

import io.hearsay.NodeId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this node believes of one member. Parts of membership read it; only {@link Membership} changes it, but for the
 * round-trip time.
 */
public final class Row {
    private static final int NOT_LISTED = -1;

    private MemberRecord record;
    private long incarnation;
    private MemberState state = MemberState.ALIVE;
    private long sinceNanos;
    private long heardNanos = Long.MIN_VALUE;
    private long rttNanos = -1;
    private final long nameHash;
    private @Nullable Set<String> accusers; // almost no row is ever accused: a million rows need no million sets
    private @Nullable Set<String> refusers;
    private int listIndex = NOT_LISTED;

    Row(MemberRecord record, long sinceNanos) {
        this.record = record;
        this.nameHash = Digests.ofName(record.name());
        this.incarnation = record.incarnation();
        this.sinceNanos = sinceNanos;
    }

    /** The member's own latest words. */
    public MemberRecord record() {
        return record;
    }

    /** Who it is. */
    public NodeId id() {
        return record.id();
    }

    /** Its name. */
    public String name() {
        return record.name();
    }

    /** The digest of its name. */
    public long nameHash() {
        return nameHash;
    }

    /** The highest incarnation heard of. */
    public long incarnation() {
        return incarnation;
    }

    /** ALIVE, SUSPECT or DEAD. */
    public MemberState state() {
        return state;
    }

    /** Whether it counts as a member. */
    public boolean isLive() {
        return state.isLive();
    }

    /** When it came into this state. */
    public long sinceNanos() {
        return sinceNanos;
    }

    /** When an authentic message of this very process last arrived here; {@link Long#MIN_VALUE} if never. */
    public long heardNanos() {
        return heardNanos;
    }

    /** Who accused it in its current incarnation, in the order in which this node heard of it. */
    public List<String> accusers() {
        return accusers == null ? List.of() : List.copyOf(accusers);
    }

    /** Takes a measured round-trip time into the smoothed one (weight 1/8, RFC 6298). */
    public void measured(long sampleNanos) {
        rttNanos = rttNanos < 0 ? sampleNanos : rttNanos + (sampleNanos - rttNanos) / 8;
    }

    /** The smoothed round-trip time, empty before the first sample. */
    public OptionalLong rttNanos() {
        return rttNanos < 0 ? OptionalLong.empty() : OptionalLong.of(rttNanos);
    }

    /** This row as it is now. */
    public Member snapshot() {
        return new Member(id(), incarnation, state, record.addresses(), record.tags(), sinceNanos, rttNanos());
    }

    /** This row as it is handed to another node. */
    public Standing standing() {
        return new Standing(record, incarnation, state);
    }

    void become(MemberState newState, long nowNanos) {
        if (state != newState) sinceNanos = nowNanos;
        state = newState;
        if (newState == MemberState.ALIVE) {
            accusers = null;
            refusers = null;
        }
    }

    void renew(MemberRecord newRecord) {
        boolean sameLife = newRecord.id().equals(id());
        record = newRecord;
        incarnation = sameLife ? Math.max(incarnation, newRecord.incarnation()) : newRecord.incarnation();
        if (sameLife) return;
        heardNanos = Long.MIN_VALUE;
        rttNanos = -1;
    }

    void raiseIncarnation(long heard) {
        incarnation = Math.max(incarnation, heard);
    }

    void heard(long nowNanos) {
        heardNanos = nowNanos;
        refusers = null;
    }

    boolean accusedBy(String accuser) {
        if (accusers == null) accusers = new LinkedHashSet<>(4);
        return accusers.size() < Update.MAX_ACCUSERS && accusers.add(accuser);
    }

    boolean refusedTo(String accuser) {
        if (refusers == null) refusers = new LinkedHashSet<>(4);
        return refusers.size() < Update.MAX_ACCUSERS && refusers.add(accuser);
    }

    List<String> refusers() {
        return refusers == null ? List.of() : List.copyOf(refusers);
    }

    int listIndex() {
        return listIndex;
    }

    void listedAt(int index) {
        listIndex = index;
    }

    void unlisted() {
        listIndex = NOT_LISTED;
    }

    boolean isListed() {
        return listIndex != NOT_LISTED;
    }

    /** This row's part of the view's digest: lives and incarnations count, suspicion does not, for it passes. */
    public long digest() {
        long digest = Digests.ofLife(id());
        return Digests.mix(digest + Digests.mix(incarnation * 2 + (state == MemberState.DEAD ? 1 : 0)));
    }

    @Override
    public String toString() {
        return record.id() + "@" + incarnation + " " + state;
    }
}
