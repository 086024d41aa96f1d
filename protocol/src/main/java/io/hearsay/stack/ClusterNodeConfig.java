package io.hearsay.stack;

import io.hearsay.dissemination.query.QueryConfig;
import io.hearsay.dissemination.rumor.RumorConfig;
import io.hearsay.dissemination.topic.TopicConfig;
import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.evidence.InquestConfig;
import io.hearsay.membership.healing.HealingConfig;
import io.hearsay.membership.identity.IdentityConfig;
import io.hearsay.membership.keys.KeyRotationConfig;
import io.hearsay.membership.swim.SwimConfig;
import io.hearsay.membership.sync.SyncConfig;
import io.hearsay.membership.watch.WatchConfig;
import io.hearsay.sampling.PeerBias;

/**
 * How the parts of a full node behave.
 *
 * @param membership what a node remembers of its cluster
 * @param swim how it finds out who answers
 * @param sync how it joins, compares views and leaves
 * @param identity how it tells namesakes apart
 * @param watch which idle links it keeps
 * @param inquest how it looks into a broken link
 * @param healing whom of the lost it calls
 * @param rumors how it spreads events
 * @param keys how it passes on orders about keys
 * @param peers whom it prefers when it spreads events; a member's zone is its tag {@code zone}
 * @param queries how it asks others, and how much it takes on for them
 * @param topics how long ordered events wait for what comes before them
 */
public record ClusterNodeConfig(
        MembershipConfig membership,
        SwimConfig swim,
        SyncConfig sync,
        IdentityConfig identity,
        WatchConfig watch,
        InquestConfig inquest,
        HealingConfig healing,
        RumorConfig rumors,
        KeyRotationConfig keys,
        PeerBias peers,
        QueryConfig queries,
        TopicConfig topics) {

    /** For members within about a millisecond of each other. */
    public static ClusterNodeConfig lan() {
        return new ClusterNodeConfig(
                MembershipConfig.defaults(),
                SwimConfig.lan(),
                SyncConfig.lan(),
                IdentityConfig.lan(),
                WatchConfig.lan(),
                InquestConfig.lan(),
                HealingConfig.lan(),
                RumorConfig.lan(),
                KeyRotationConfig.lan(),
                PeerBias.UNIFORM,
                QueryConfig.lan(),
                TopicConfig.lan());
    }

    /** For members up to some hundred milliseconds apart, and no idle links between them. */
    public static ClusterNodeConfig wan() {
        return new ClusterNodeConfig(
                MembershipConfig.defaults(),
                SwimConfig.wan(),
                SyncConfig.wan(),
                IdentityConfig.wan(),
                WatchConfig.off(),
                InquestConfig.wan(),
                HealingConfig.wan(),
                RumorConfig.wan(),
                KeyRotationConfig.wan(),
                PeerBias.UNIFORM,
                QueryConfig.wan(),
                TopicConfig.wan());
    }

    /** For members on one machine. */
    public static ClusterNodeConfig local() {
        return new ClusterNodeConfig(
                MembershipConfig.defaults(),
                SwimConfig.local(),
                SyncConfig.lan(),
                IdentityConfig.local(),
                WatchConfig.local(),
                InquestConfig.local(),
                HealingConfig.local(),
                RumorConfig.lan(),
                KeyRotationConfig.local(),
                PeerBias.UNIFORM,
                QueryConfig.lan(),
                TopicConfig.lan());
    }

    /** The same with other rules of membership. */
    public ClusterNodeConfig withMembership(MembershipConfig other) {
        return new ClusterNodeConfig(
                other, swim, sync, identity, watch, inquest, healing, rumors, keys, peers, queries, topics);
    }

    /** The same with other probes. */
    public ClusterNodeConfig withSwim(SwimConfig other) {
        return new ClusterNodeConfig(
                membership, other, sync, identity, watch, inquest, healing, rumors, keys, peers, queries, topics);
    }

    /** The same with other watch links. */
    public ClusterNodeConfig withWatch(WatchConfig other) {
        return new ClusterNodeConfig(
                membership, swim, sync, identity, other, inquest, healing, rumors, keys, peers, queries, topics);
    }

    /** The same with other calls to the lost. */
    public ClusterNodeConfig withHealing(HealingConfig other) {
        return new ClusterNodeConfig(
                membership, swim, sync, identity, watch, inquest, other, rumors, keys, peers, queries, topics);
    }

    /** The same with other rumors. */
    public ClusterNodeConfig withRumors(RumorConfig other) {
        return new ClusterNodeConfig(
                membership, swim, sync, identity, watch, inquest, healing, other, keys, peers, queries, topics);
    }

    /** The same with another choice of peers. */
    public ClusterNodeConfig withPeers(PeerBias other) {
        return new ClusterNodeConfig(
                membership, swim, sync, identity, watch, inquest, healing, rumors, keys, other, queries, topics);
    }

    /** The same with other queries. */
    public ClusterNodeConfig withQueries(QueryConfig other) {
        return new ClusterNodeConfig(
                membership, swim, sync, identity, watch, inquest, healing, rumors, keys, peers, other, topics);
    }

    /** The same with other rules of topics. */
    public ClusterNodeConfig withTopics(TopicConfig other) {
        return new ClusterNodeConfig(
                membership, swim, sync, identity, watch, inquest, healing, rumors, keys, peers, queries, other);
    }
}
