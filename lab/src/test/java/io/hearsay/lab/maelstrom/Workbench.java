package io.hearsay.lab.maelstrom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A stand-in for the public workbench, in one process and on virtual time: it carries lines between nodes, delays and
 * loses them, and counts every one from node to node, whatever it is for. Clients' own lines take no time.
 *
 * <p>A broadcast's latency is from its acknowledgement until the last node has it, which is at least what the workbench
 * reports: that one notices at the next read.
 */
final class Workbench {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLIENT = "c1";

    private final PriorityQueue<Due> agenda = new PriorityQueue<>();
    private final List<MaelstromNode> nodes = new ArrayList<>();
    private final List<String> names;
    private final SplittableRandom chance;
    private final long latencyNanos;
    private final Map<Integer, Long> acknowledged = new LinkedHashMap<>();
    private final Map<Integer, Integer> holders = new LinkedHashMap<>();
    private final List<Long> latencies = new ArrayList<>();
    private final int[] seen;
    private final long[] woken;
    private final List<String> logged = new ArrayList<>();
    private BiPredicate<Integer, Integer> isCut = (from, to) -> false;
    private double loss;
    private JsonNode reply = JSON.nullNode();
    private long nowNanos;
    private long sequence;
    private long messages;
    private int operations;

    private record Due(long nanos, long sequence, Runnable action) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return nanos != other.nanos ? Long.compare(nanos, other.nanos) : Long.compare(sequence, other.sequence);
        }
    }

    Workbench(int count, Duration latency, Duration batch, long seed) {
        chance = new SplittableRandom(seed);
        latencyNanos = latency.toNanos();
        names = IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
        seen = new int[count];
        woken = new long[count];
        Arrays.fill(woken, MaelstromNode.NEVER);
        for (int i = 0; i < count; i++) {
            int number = i;
            nodes.add(
                    new MaelstromNode(batch, chance.split(), () -> nowNanos, line -> carry(number, line), logged::add));
        }
        String ids = names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]"));
        for (int i = 0; i < count; i++)
            request(i, "\"type\":\"init\",\"node_id\":\"" + names.get(i) + "\",\"node_ids\":" + ids);
        for (int i = 0; i < count; i++) request(i, "\"type\":\"topology\",\"topology\":{}");
    }

    // What a test does.

    /** So many operations a second, each a broadcast or a read with the same chance, of any node. */
    void work(int perSecond, Duration length) {
        long apart = 1_000_000_000L / perSecond;
        for (long end = nowNanos + length.toNanos(); nowNanos < end; ) {
            int node = chance.nextInt(nodes.size());
            operations++;
            if (chance.nextBoolean()) read(node);
            else broadcast(node, operations);
            run(Duration.ofNanos(apart));
        }
    }

    private void broadcast(int node, int value) {
        holders.put(value, 0);
        acknowledged.put(value, nowNanos);
        request(node, "\"type\":\"broadcast\",\"message\":" + value);
        if (!reply.path("type").asText().equals("broadcast_ok")) throw new AssertionError(reply);
    }

    /** The values that a node answers. */
    List<Integer> read(int node) {
        request(node, "\"type\":\"read\"");
        List<Integer> values = new ArrayList<>();
        for (JsonNode value : reply.path("messages")) values.add(value.asInt());
        return values;
    }

    void run(Duration length) {
        long end = nowNanos + length.toNanos();
        while (!agenda.isEmpty() && agenda.peek().nanos <= end) {
            Due next = agenda.remove();
            nowNanos = next.nanos;
            next.action.run();
        }
        nowNanos = end;
    }

    /** Lines from and to that are lost from now on. */
    void cut(BiPredicate<Integer, Integer> lines) {
        isCut = lines;
    }

    void lose(double share) {
        loss = share;
    }

    // What it has seen.

    List<Integer> broadcasts() {
        return List.copyOf(acknowledged.keySet());
    }

    double messagesPerOperation() {
        return messages / (double) operations;
    }

    /** In seconds, of those that all nodes have. */
    double latency(double quantile) {
        List<Long> sorted = latencies.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) (quantile * sorted.size()))) / 1e9;
    }

    int stable() {
        return latencies.size();
    }

    List<String> logged() {
        return logged;
    }

    // Carrying.

    private void request(int node, String body) {
        act(
                node,
                "{\"src\":\"" + CLIENT + "\",\"dest\":\"" + names.get(node) + "\",\"body\":{\"msg_id\":1," + body
                        + "}}");
    }

    private void act(int node, String line) {
        nodes.get(node).receive(line);
        acted(node);
    }

    private void acted(int node) {
        count(node);
        long wake = nodes.get(node).wakeNanos();
        if (wake >= woken[node]) return;
        woken[node] = wake;
        at(wake, () -> {
            woken[node] = MaelstromNode.NEVER;
            nodes.get(node).wake();
            acted(node);
        });
    }

    private void count(int node) {
        int here = nodes.get(node).values().size();
        if (here == seen[node]) return;
        nodes.get(node).values().stream().skip(seen[node]).forEach(value -> {
            if (holders.merge(value.asInt(), 1, Integer::sum) == nodes.size())
                latencies.add(nowNanos - acknowledged.getOrDefault(value.asInt(), 0L));
        });
        seen[node] = here;
    }

    private void carry(int from, String line) {
        JsonNode message = parsed(line);
        if (message.path("dest").asText().equals(CLIENT)) {
            reply = message.path("body");
            return;
        }
        messages++;
        int to = names.indexOf(message.path("dest").asText());
        if (isCut.test(from, to) || chance.nextDouble() < loss) return;
        at(nowNanos + latencyNanos, () -> {
            if (!isCut.test(from, to)) act(to, line);
        });
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    private void at(long nanos, Runnable action) {
        agenda.add(new Due(nanos, sequence++, action));
    }
}
