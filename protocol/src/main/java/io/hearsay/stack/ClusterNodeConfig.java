package io.hearsay.stack;

import io.hearsay.antientropy.scuttlebutt.ScuttlebuttConfig;
import io.hearsay.dissemination.query.QueryConfig;
import io.hearsay.dissemination.rumor.RumorConfig;
import io.hearsay.dissemination.topic.TopicConfig;
import io.hearsay.membership.phi.PhiConfig;
import io.hearsay.sampling.PeerBias;
import java.util.Optional;

/**
 * How the parts of a full node behave.
 *
 * @param members how everybody comes to know everybody
 * @param rumors how it spreads events
 * @param peers whom it prefers when it spreads events; a member's zone is its tag {@code zone}
 * @param queries how it asks others, and how much it takes on for them
 * @param topics how long ordered events wait for what comes before them
 * @param maps how it keeps replicated maps
 * @param state how it spreads what each member says of itself
 * @param tree along what tree events spread; empty: as rumors. One way for the whole cluster
 * @param heartbeats how members are judged by the heartbeats that their states bring, as in Cassandra, so that nobody
 *     is probed; empty: by SWIM. One way for the whole cluster; needs a {@code state} that beats
 */
public record ClusterNodeConfig(
        FullMembershipConfig members,
        RumorConfig rumors,
        PeerBias peers,
        QueryConfig queries,
        TopicConfig topics,
        NodeMapsConfig maps,
        ScuttlebuttConfig state,
        Optional<TreeConfig> tree,
        Optional<PhiConfig> heartbeats) {

    public ClusterNodeConfig {
        if (heartbeats.isPresent() != state.beats())
            throw new IllegalArgumentException(
                    "state must beat where members are judged by heartbeats, and only there;" + " use withHeartbeats");
    }

    /** For members within about a millisecond of each other. */
    public static ClusterNodeConfig lan() {
        return new ClusterNodeConfig(
                FullMembershipConfig.lan(),
                RumorConfig.lan(),
                PeerBias.UNIFORM,
                QueryConfig.lan(),
                TopicConfig.lan(),
                NodeMapsConfig.usual(),
                ScuttlebuttConfig.lan(),
                Optional.empty(),
                Optional.empty());
    }

    /** For members up to some hundred milliseconds apart, and no idle links between them. */
    public static ClusterNodeConfig wan() {
        return new ClusterNodeConfig(
                FullMembershipConfig.wan(),
                RumorConfig.wan(),
                PeerBias.UNIFORM,
                QueryConfig.wan(),
                TopicConfig.wan(),
                NodeMapsConfig.usual(),
                ScuttlebuttConfig.wan(),
                Optional.empty(),
                Optional.empty());
    }

    /** For members on one machine. */
    public static ClusterNodeConfig local() {
        return lan().withMembers(FullMembershipConfig.local());
    }

    /** The same with other rules of membership. */
    public ClusterNodeConfig withMembers(FullMembershipConfig other) {
        return new ClusterNodeConfig(other, rumors, peers, queries, topics, maps, state, tree, heartbeats);
    }

    /** The same with other rumors. */
    public ClusterNodeConfig withRumors(RumorConfig other) {
        return new ClusterNodeConfig(members, other, peers, queries, topics, maps, state, tree, heartbeats);
    }

    /** The same with another choice of peers. */
    public ClusterNodeConfig withPeers(PeerBias other) {
        return new ClusterNodeConfig(members, rumors, other, queries, topics, maps, state, tree, heartbeats);
    }

    /** The same with other queries. */
    public ClusterNodeConfig withQueries(QueryConfig other) {
        return new ClusterNodeConfig(members, rumors, peers, other, topics, maps, state, tree, heartbeats);
    }

    /** The same with other rules of topics. */
    public ClusterNodeConfig withTopics(TopicConfig other) {
        return new ClusterNodeConfig(members, rumors, peers, queries, other, maps, state, tree, heartbeats);
    }

    /** The same with other rules of maps. */
    public ClusterNodeConfig withMaps(NodeMapsConfig other) {
        return new ClusterNodeConfig(members, rumors, peers, queries, topics, other, state, tree, heartbeats);
    }

    /** The same with another way of spreading states. */
    public ClusterNodeConfig withState(ScuttlebuttConfig other) {
        return new ClusterNodeConfig(members, rumors, peers, queries, topics, maps, other, tree, heartbeats);
    }

    /** The same with events along a tree; empty: as rumors. */
    public ClusterNodeConfig withTree(Optional<TreeConfig> other) {
        return new ClusterNodeConfig(members, rumors, peers, queries, topics, maps, state, other, heartbeats);
    }

    /** The same with members judged by heartbeats, as Cassandra does it, and with its rounds. */
    public ClusterNodeConfig withHeartbeats(PhiConfig phi) {
        return new ClusterNodeConfig(
                members, rumors, peers, queries, topics, maps, ScuttlebuttConfig.cassandra(), tree, Optional.of(phi));
    }
}
