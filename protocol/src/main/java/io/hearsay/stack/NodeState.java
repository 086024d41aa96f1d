package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Peer;
import io.hearsay.antientropy.scuttlebutt.Entry;
import io.hearsay.antientropy.scuttlebutt.Scuttlebutt;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttConfig;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttStats;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttTimer;
import io.hearsay.antientropy.scuttlebutt.Snapshot;
import io.hearsay.membership.Membership;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a full node says of itself, and its members of themselves. Commands are called like handlers, by the node's own
 * thread; they fail as {@link Scuttlebutt} says.
 */
public final class NodeState {
    /** What begins so, nodes say for themselves. */
    private static final String RESERVED = "hearsay.";

    /** Under this key a node says who it is, where heartbeats make members. */
    static final String RECORD_KEY = RESERVED + "record";

    private final Parts parts;
    private final Membership membership;
    private final MemberCompany company;
    private final Scuttlebutt scuttlebutt;

    NodeState(ScuttlebuttConfig config, Parts parts, Membership membership) {
        this.parts = parts;
        this.membership = membership;
        company = new MemberCompany(membership, config.beats());
        scuttlebutt = parts.add(
                ScuttlebuttMessage.class,
                ScuttlebuttTimer.class,
                own -> new Scuttlebutt(config, own, membership.self().id(), company));
    }

    void seeds(List<Address> addresses) {
        company.seeds(addresses);
    }

    /** This node has taken a later epoch. */
    void renew() {
        scuttlebutt.renew(membership.self().id());
    }

    /** Says something of this node, for a time or for as long as it runs. */
    public void put(String key, String value, Optional<Duration> ttl) {
        checkFree(key);
        scuttlebutt.put(key, value, ttl);
        parts.settle();
    }

    /** Says it no longer; false if there is no such key. */
    public boolean delete(String key) {
        checkFree(key);
        boolean wasThere = scuttlebutt.delete(key);
        parts.settle();
        return wasThere;
    }

    private static void checkFree(String key) {
        if (key.startsWith(RESERVED))
            throw new IllegalArgumentException(
                    "keys that begin with '" + RESERVED + "' are the nodes' own, was '" + key + "'");
    }

    void sayRecord(String text) {
        scuttlebutt.put(RECORD_KEY, text, Optional.empty());
    }

    /** What the member of this name says it is; null if nothing that came here. */
    @Nullable
    Entry record(String member) {
        return scuttlebutt.entry(member, RECORD_KEY);
    }

    void contact(Peer peer) {
        scuttlebutt.contact(peer);
    }

    /** The value of a member's key; null if there is none. */
    public @Nullable Entry entry(String member, String key) {
        return scuttlebutt.entry(member, key);
    }

    /** What is known of one member; empty if it has said nothing that came here. */
    public Optional<Snapshot> of(String member) {
        return scuttlebutt.state(member).map(NodeState::visible);
    }

    /** What is known of all members, this one included, in the order of names. */
    public List<Snapshot> all() {
        return scuttlebutt.states().stream().map(NodeState::visible).toList();
    }

    private static Snapshot visible(Snapshot state) {
        if (!state.entries().containsKey(RECORD_KEY)) return state;
        SortedMap<String, Entry> entries = new TreeMap<>(state.entries());
        entries.remove(RECORD_KEY);
        return new Snapshot(
                state.owner(),
                state.version(),
                state.collected(),
                state.tombstones(),
                state.changedNanos(),
                Collections.unmodifiableSortedMap(entries));
    }

    /** What was done to know it. */
    public ScuttlebuttStats stats() {
        return scuttlebutt.stats();
    }
}
