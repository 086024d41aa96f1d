package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.antientropy.scuttlebutt.Entry;
import io.hearsay.antientropy.scuttlebutt.Scuttlebutt;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttConfig;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttStats;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttTimer;
import io.hearsay.antientropy.scuttlebutt.Snapshot;
import io.hearsay.membership.Membership;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a full node says of itself, and its members of themselves. Commands are called like handlers, by the node's own
 * thread; they fail as {@link Scuttlebutt} says.
 */
public final class NodeState {
    private final Parts parts;
    private final Membership membership;
    private final MemberCompany company;
    private final Scuttlebutt scuttlebutt;

    NodeState(ScuttlebuttConfig config, Parts parts, Membership membership) {
        this.parts = parts;
        this.membership = membership;
        company = new MemberCompany(membership);
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
        scuttlebutt.put(key, value, ttl);
        parts.settle();
    }

    /** Says it no longer; false if there is no such key. */
    public boolean delete(String key) {
        boolean wasThere = scuttlebutt.delete(key);
        parts.settle();
        return wasThere;
    }

    /** The value of a member's key; null if there is none. */
    public @Nullable Entry entry(String member, String key) {
        return scuttlebutt.entry(member, key);
    }

    /** What is known of one member; empty if it has said nothing that came here. */
    public Optional<Snapshot> of(String member) {
        return scuttlebutt.state(member);
    }

    /** What is known of all members, this one included, in the order of names. */
    public List<Snapshot> all() {
        return scuttlebutt.states();
    }

    /** What was done to know it. */
    public ScuttlebuttStats stats() {
        return scuttlebutt.stats();
    }
}
