package io.hearsay.sim;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Some of a world's nodes, chosen when a step is taken; so one scenario fits clusters of all sizes.
 *
 * @param words as the scenario's author would say it
 * @param leastNodes how many nodes a world must have for them to be somebody
 * @param choice answers them in the order of their numbers, unless chance has a say
 */
public record Nodes(String words, int leastNodes, Function<World, List<SimNode>> choice) {

    List<SimNode> of(World world) {
        return choice.apply(world);
    }

    /** Everybody. */
    public static Nodes all() {
        return new Nodes("all", 1, World::nodes);
    }

    /** The nodes with these numbers, counted from 1. */
    public static Nodes numbered(int first, int last) {
        String words = first == last ? "n" + first : "n" + first + "..n" + last;
        if (first < 1 || last < first) throw new IllegalArgumentException("nodes are n1, n2 …, was " + words);
        return new Nodes(words, first, world -> world.nodes().subList(first - 1, Math.min(last, size(world))));
    }

    /** One node, counted from 1. */
    public static Nodes number(int number) {
        return numbered(number, number);
    }

    /** The first so many, rounded up. */
    public static Nodes first(double share) {
        return new Nodes("first " + percent(share), 1, world -> world.nodes().subList(0, count(world, share)));
    }

    /** The last so many, rounded up. */
    public static Nodes last(double share) {
        return new Nodes(
                "last " + percent(share),
                1,
                world -> world.nodes().subList(size(world) - count(world, share), size(world)));
    }

    /** So many by chance, rounded up. */
    public static Nodes random(double share) {
        return new Nodes("random " + percent(share), 1, world -> random(world, count(world, share)));
    }

    /** So many by chance. */
    public static Nodes random(int count) {
        return new Nodes("random " + count, count, world -> random(world, count));
    }

    /** All of these. */
    public static Nodes union(List<Nodes> parts) {
        String words = String.join(", ", parts.stream().map(Nodes::words).toList());
        return new Nodes("[" + words + "]", leastOf(parts), world -> {
            Set<SimNode> union = new LinkedHashSet<>();
            for (Nodes part : parts) union.addAll(part.of(world));
            return List.copyOf(union);
        });
    }

    /** Everybody but these. */
    public Nodes others() {
        return new Nodes("all but " + words, leastNodes, world -> {
            List<SimNode> others = new ArrayList<>(world.nodes());
            others.removeAll(of(world));
            return others;
        });
    }

    static int leastOf(List<Nodes> parts) {
        return parts.stream().mapToInt(Nodes::leastNodes).max().orElse(1);
    }

    private static List<SimNode> random(World world, int count) {
        List<SimNode> left = new ArrayList<>(world.nodes());
        List<SimNode> chosen = new ArrayList<>();
        while (chosen.size() < count) chosen.add(left.remove(world.chance().nextInt(left.size())));
        return chosen;
    }

    private static int count(World world, double share) {
        return (int) StrictMath.ceil(share * size(world) - 1e-9);
    }

    private static int size(World world) {
        return world.nodes().size();
    }

    private static String percent(double share) {
        double percent = share * 100;
        return (percent == (long) percent ? Long.toString((long) percent) : Double.toString(percent)) + "%";
    }

    @Override
    public String toString() {
        return words;
    }
}
