package io.hearsay.lab.experiment;

import io.hearsay.Address;
import io.hearsay.Peer;
import io.hearsay.sim.SimNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Who has whom in view at one moment, and what graph theory says of it. Pointers to nodes that do not run are left out.
 *
 * <p>Immutable. As a {@link Space} it is where epidemics go along pointers.
 */
final class Overlay implements Space {
    /** Sources from which paths are measured in large overlays. */
    private static final int SOURCES = 64;

    private static final int FLOODS = 16;

    private final int[][] out;
    private final int[][] closure;
    private final int[] inDegrees;

    private Overlay(int[][] out) {
        this.out = out;
        this.inDegrees = new int[out.length];
        List<List<Integer>> both = new ArrayList<>();
        for (int i = 0; i < out.length; i++) both.add(new ArrayList<>());
        for (int from = 0; from < out.length; from++)
            for (int to : out[from]) {
                inDegrees[to]++;
                both.get(from).add(to);
                both.get(to).add(from);
            }
        this.closure = new int[out.length][];
        for (int i = 0; i < out.length; i++)
            closure[i] = both.get(i).stream()
                    .mapToInt(Integer::intValue)
                    .distinct()
                    .sorted()
                    .toArray();
    }

    /** Looks at the nodes that run; they are numbered in the order given. */
    static Overlay of(List<SimNode> nodes, Function<SimNode, List<Peer>> view) {
        List<SimNode> up = nodes.stream().filter(SimNode::isUp).toList();
        Map<Address, Integer> numbers = new LinkedHashMap<>();
        for (SimNode node : up) numbers.put(node.address(), numbers.size());
        int[][] out = new int[up.size()][];
        for (int i = 0; i < out.length; i++)
            out[i] = view.apply(up.get(i)).stream()
                    .filter(peer -> numbers.containsKey(peer.address()))
                    .mapToInt(peer -> numbers.getOrDefault(peer.address(), -1))
                    .toArray();
        return new Overlay(out);
    }

    int size() {
        return out.length;
    }

    /** Whether each pointer has one back. */
    boolean isSymmetric() {
        for (int from = 0; from < out.length; from++)
            for (int to : out[from]) {
                boolean back = false;
                for (int each : out[to]) back |= each == from;
                if (!back) return false;
            }
        return true;
    }

    /** Pointers at a node: how far their number varies from node to node. */
    double inDegreeSd() {
        double mean = Arrays.stream(inDegrees).average().orElse(0);
        return Math.sqrt(Arrays.stream(inDegrees)
                .mapToDouble(degree -> (degree - mean) * (degree - mean))
                .average()
                .orElse(0));
    }

    /** The share of nodes with so many pointers at them, give or take a share of it. */
    double inDegreeWithin(double share, int of) {
        return Arrays.stream(inDegrees)
                        .filter(degree -> Math.abs(degree - of) <= share * of)
                        .count()
                / (double) out.length;
    }

    /** How often two that are next to a third are next to each other, directions apart: the mean over the nodes. */
    double clustering() {
        double sum = 0;
        for (int[] near : closure) {
            if (near.length < 2) continue;
            int pairs = 0;
            for (int i = 0; i < near.length; i++)
                for (int j = i + 1; j < near.length; j++)
                    if (Arrays.binarySearch(closure[near[i]], near[j]) >= 0) pairs++;
            sum += 2.0 * pairs / (near.length * (near.length - 1.0));
        }
        return sum / closure.length;
    }

    /** The mean length of shortest paths, directions apart, over the pairs that have one. */
    double pathLength() {
        return pathLength(closure);
    }

    /** The mean length of shortest paths along the pointers. */
    double directedPathLength() {
        return pathLength(out);
    }

    private static double pathLength(int[][] graph) {
        SplittableRandom chance = new SplittableRandom(1);
        boolean all = graph.length <= SOURCES;
        long sum = 0;
        long paths = 0;
        for (int i = 0; i < Math.min(SOURCES, graph.length); i++)
            for (int distance : distances(graph, all ? i : chance.nextInt(graph.length))) {
                if (distance <= 0) continue;
                sum += distance;
                paths++;
            }
        return paths == 0 ? 0 : sum / (double) paths;
    }

    /** How far the farthest node is from this one. */
    int eccentricity(int from) {
        return Arrays.stream(distances(closure, from)).max().orElse(0);
    }

    /** The share of nodes that a flood along the pointers reaches; the mean over some sources. */
    double reach(SplittableRandom chance) {
        long reached = 0;
        for (int i = 0; i < FLOODS; i++)
            reached += Arrays.stream(distances(out, chance.nextInt(out.length)))
                    .filter(distance -> distance >= 0)
                    .count();
        return reached / (double) FLOODS / out.length;
    }

    /** By breadth-first search; -1 where there is no path. */
    private static int[] distances(int[][] graph, int from) {
        int[] distances = new int[graph.length];
        Arrays.fill(distances, -1);
        distances[from] = 0;
        ArrayDeque<Integer> waiting = new ArrayDeque<>(List.of(from));
        for (Integer next = waiting.poll(); next != null; next = waiting.poll())
            for (int near : graph[next])
                if (distances[near] < 0) {
                    distances[near] = distances[next] + 1;
                    waiting.add(near);
                }
        return distances;
    }

    @Override
    public long links() {
        return Arrays.stream(closure).mapToLong(near -> near.length).sum() / 2;
    }

    @Override
    public int partner(int node, RandomGenerator random) {
        return out[node][random.nextInt(out[node].length)];
    }

    @Override
    public int partners(int node) {
        return out[node].length;
    }

    @Override
    public int distance(int from, int to) {
        return 1;
    }
}
