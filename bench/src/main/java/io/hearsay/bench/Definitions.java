package io.hearsay.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** How each figure is taken, in the words that stand beside it in the report. */
final class Definitions {
    private Definitions() {}

    static Map<String, Object> of(BenchOptions options, boolean isIsolated) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("cluster", "profile lan, loopback, " + (options.sealed() ? "sealed (AES-256-GCM)" : "not sealed"));
        all.put("joinSeconds", "from the call of the last node's join until all views hold all nodes alive");
        all.put(
                "detect*Seconds",
                "from SIGKILL until the first / the last view no longer holds the process alive or suspect;"
                        + " the victim in a JVM of its own, five seconds after it came; median and max of the repetitions");
        all.put(
                "frozen*Seconds",
                "the same with SIGSTOP; in large clusters several, half a second apart, at most one member in twenty");
        all.put("falseDeaths", "verdicts DEAD about anybody but the victims, counted at every node");
        all.put(
                "event*Millis",
                "100 bytes, one at a time, 20 after 10 for warm-up: percentiles over single deliveries to listeners,"
                        + " the publisher's own included; All: until the last node, median");
        all.put(
                "eventsPerSecond",
                "one publisher, 5 s after the warm-up, 100 bytes; counted if every node has every event exactly once within 5 s after"
                        + " the last");
        all.put("copiesPerDelivery", "copies sent by all nodes / deliveries at other nodes than the publisher");
        all.put("maxCopiesSentByOneNode", "the most copies that one node sent of one event");
        all.put("sustainedCopiesPerDelivery", "the same over the 5 s of eventsPerSecond");
        all.put("sustainedCopiesSentByOneNode", "the most copies of an event that one node sent then, on average");
        all.put(
                "largeSeconds",
                "1 MiB, 2 % of datagrams lost by the fault hook: until the last node has it; median of five");
        all.put(
                "largeBytesPerNodeAndByte",
                "all bytes sent from the call of publish until 1 s after the last node has it / nodes / 1 MiB; median, most");
        all.put(
                "idleBytesPerNodePerSecond",
                "after 8 s of rest, over 10 s: "
                        + (isIsolated
                                ? "octets of the loopback device in a network namespace of its own"
                                : "counters of our own sockets + 28 for each datagram, + 52 for each TCP segment"));
        all.put("idleCpuPercentPerNode", "CPU time of the JVM over the same 10 s, in percent of one core");
        all.put("heapKiBPerNode", "live heap after a full collection, less the heap before the first node");
        all.put(
                "steady*",
                "for a minute after all views hold all: looks at every view, once a second, and how many of those views did"
                        + " not hold every node alive");
        all.put(
                "loopDelayP99Millis",
                "over the same minute, 20 a second, at the nodes in turn: how long a question to a node's own thread"
                        + " takes, there and back");
        all.put("directKiBPerNode", "direct memory reserved at the same moment");
        return all;
    }
}
