package io.hearsay.cluster;

import io.hearsay.dissemination.query.QueryStats;
import io.hearsay.dissemination.rumor.RumorStats;
import io.hearsay.dissemination.rumor.TopicCopies;
import io.hearsay.dissemination.topic.TopicStats;
import io.hearsay.stack.MapStats;
import io.hearsay.stack.StackStats;
import java.util.List;
import java.util.Optional;

/**
 * What one node has counted since it started, and how it stands.
 *
 * @param frames frames, messages, links, rejects
 * @param rumors events published, heard, sent
 * @param queries questions asked and answered
 * @param copies copies of events that came in, by topic: the 256 topics heard of last
 * @param topics what the order of topics has done
 * @param maps what maps hold and have done; empty with partial membership, which has none
 * @param alive members believed alive, this one included
 * @param suspect members under suspicion
 * @param dead members given up and not yet removed
 * @param localHealth Lifeguard's multiplier: 0 is healthy
 * @param viewDigest two nodes share it exactly when they hold the same view
 * @param missedByListeners events dropped because a listener of this process was too slow
 * @param highestPhi of the live members: how suspicious the longest silence among them is; 0 where probes decide
 */
public record ClusterStats(
        StackStats frames,
        RumorStats rumors,
        QueryStats queries,
        List<TopicCopies> copies,
        TopicStats topics,
        Optional<MapStats> maps,
        int alive,
        int suspect,
        int dead,
        int localHealth,
        long viewDigest,
        long missedByListeners,
        double highestPhi) {}
