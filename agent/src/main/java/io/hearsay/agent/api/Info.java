package io.hearsay.agent.api;

import java.util.List;
import java.util.Map;

/**
 * One agent about itself: {@code GET /v1/info}.
 *
 * @param version of the program
 * @param instance this process, 64 random bits in hexadecimal
 * @param gossip where the others reach it, UDP and TCP, the preferred address first
 * @param security {@code sealed} or {@code insecure}
 * @param faultHook whether {@code POST /v1/faults} is on: true in tests only
 * @param joined it holds another member's view, or has no seeds and is the first
 * @param settled after joining, its view has rested for some rounds
 * @param members how many there are, by state
 * @param topics how many copies of each topic's events came in: of the 256 topics heard of last
 * @param pid of the process
 * @param since when it started
 */
public record Info(
        String cluster,
        String name,
        String version,
        long epoch,
        long incarnation,
        String instance,
        List<String> gossip,
        String http,
        String profile,
        String security,
        boolean faultHook,
        boolean joined,
        boolean settled,
        Map<String, Integer> members,
        Map<String, String> tags,
        List<TopicTraffic> topics,
        long pid,
        String since) {}
