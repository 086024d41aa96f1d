package io.hearsay.agent.api;

import java.util.Map;

/**
 * One agent about itself: {@code GET /v1/info}.
 *
 * @param version of the program
 * @param instance this process, 64 random bits in hexadecimal
 * @param gossip where gossip listens, UDP and TCP
 * @param advertise where the others are told to reach it
 * @param security {@code sealed} or {@code insecure}
 * @param faultHook whether {@code POST /v1/faults} is on: true in tests only
 * @param joined whether it has ever met another member, or had nobody to meet
 * @param settled whether its view has not changed for a while
 * @param members how many there are, by state
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
        String gossip,
        String advertise,
        String http,
        String profile,
        String security,
        boolean faultHook,
        boolean joined,
        boolean settled,
        Map<String, Integer> members,
        Map<String, String> tags,
        long pid,
        String since) {}
