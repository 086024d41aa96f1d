package io.hearsay.lab.experiment;

import io.hearsay.sampling.PeerBias;
import io.hearsay.sampling.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Any connected graph: partners by {@code Q(d)^-exponent}, where Q(d) counts the nodes within distance d of the caller
 * (Demers 1987, 3).
 *
 * <p>Distances of all pairs are kept: n² bytes; at most {@value #MAX_NODES} nodes.
 */
final class GraphSpace implements Space {
    static final int MAX_NODES = 4_000;

    private final short[][] distances;
    private final double[][] cumulative;
    private final long links;

    private GraphSpace(List<List<Integer>> neighbours, long links, double exponent) {
        int nodes = neighbours.size();
        this.links = links;
        this.distances = new short[nodes][];
        this.cumulative = new double[nodes][];
        for (int node = 0; node < nodes; node++) {
            distances[node] = distances(neighbours, node);
            cumulative[node] = weights(distances[node], node, exponent);
        }
    }

    /**
     * Reads a file of edges: two node numbers from 0 a line; {@code #} begins a comment.
     *
     * @throws LabException if it cannot be read, has other than {@code nodes} nodes, or is not connected
     */
    static GraphSpace read(Path file, int nodes, double exponent) {
        if (nodes > MAX_NODES) throw new LabException("a graph has at most " + MAX_NODES + " nodes, was " + nodes);
        List<List<Integer>> neighbours = new ArrayList<>();
        for (int i = 0; i < nodes; i++) neighbours.add(new ArrayList<>());
        long links = 0;
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String edge = line.replaceFirst("#.*", "").strip();
            if (edge.isEmpty()) continue;
            int[] ends = ends(edge, file + ", line " + number, nodes);
            neighbours.get(ends[0]).add(ends[1]);
            neighbours.get(ends[1]).add(ends[0]);
            links++;
        }
        return new GraphSpace(neighbours, links, exponent);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new LabException("--space must be complete, ring, grid, zones or a file of edges; " + file
                    + " cannot be read: " + e.getMessage());
        }
    }

    private static int[] ends(String edge, String where, int nodes) {
        String[] words = edge.split("\\s+", -1);
        try {
            int[] ends = Arrays.stream(words).mapToInt(Integer::parseInt).toArray();
            if (ends.length == 2
                    && ends[0] != ends[1]
                    && Math.min(ends[0], ends[1]) >= 0
                    && Math.max(ends[0], ends[1]) < nodes) return ends;
        } catch (NumberFormatException e) {
            // said below
        }
        throw new LabException(where + " must be two different nodes 0.." + (nodes - 1) + ", was " + edge);
    }

    private static short[] distances(List<List<Integer>> neighbours, int from) {
        short[] distances = new short[neighbours.size()];
        Arrays.fill(distances, Short.MAX_VALUE);
        distances[from] = 0;
        List<Integer> reached = new ArrayList<>(List.of(from));
        for (int i = 0; i < reached.size(); i++)
            for (int next : neighbours.get(reached.get(i)))
                if (distances[next] == Short.MAX_VALUE) {
                    distances[next] = (short) (distances[reached.get(i)] + 1);
                    reached.add(next);
                }
        if (reached.size() < distances.length)
            throw new LabException("the graph is not connected: " + reached.size() + " of " + distances.length
                    + " nodes can be reached from node " + from);
        return distances;
    }

    private static double[] weights(short[] distances, int self, double exponent) {
        List<Place> others = new ArrayList<>(distances.length);
        for (short distance : distances) others.add(new Place("", distance));
        Place own = others.remove(self);
        double[] weights = PeerBias.near(exponent).weights(own, others);
        double[] cumulative = new double[distances.length];
        double sum = 0;
        for (int node = 0; node < distances.length; node++) {
            if (node != self) sum += weights[node < self ? node : node - 1];
            cumulative[node] = sum;
        }
        return cumulative;
    }

    @Override
    public long links() {
        return links;
    }

    @Override
    public int partner(int node, RandomGenerator random) {
        return Weights.draw(cumulative[node], random);
    }

    @Override
    public int distance(int from, int to) {
        return distances[from][to];
    }
}
