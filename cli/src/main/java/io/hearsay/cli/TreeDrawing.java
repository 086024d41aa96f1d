package io.hearsay.cli;

import io.hearsay.agent.api.TreeView;
import io.hearsay.agent.api.TreeView.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A tree from one root: the way that its events take, breadth first along eager links. */
final class TreeDrawing {
    private final String root;
    private final Map<String, Place> nodes = new TreeMap<>();
    private final Map<String, String> parents = new LinkedHashMap<>();
    private final Map<String, Integer> depths = new LinkedHashMap<>();

    TreeDrawing(TreeView view, String root) {
        this.root = root;
        for (Place node : view.nodes()) nodes.put(node.name(), node);
        walk();
    }

    private void walk() {
        Deque<String> next = new ArrayDeque<>(List.of(root));
        depths.put(root, 0);
        while (!next.isEmpty()) {
            String from = next.remove();
            for (String to : eager(from)) {
                if (depths.containsKey(to) || !nodes.containsKey(to)) continue;
                depths.put(to, depths.getOrDefault(from, 0) + 1);
                parents.put(to, from);
                next.add(to);
            }
        }
    }

    private List<String> eager(String name) {
        Place node = nodes.get(name);
        return node == null ? List.of() : node.eager();
    }

    /** The most hops from the root. */
    int depth() {
        return depths.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** The nodes that answered and to which no eager link leads. */
    List<String> unreached() {
        return nodes.keySet().stream().filter(name -> !depths.containsKey(name)).toList();
    }

    /** How many pairs have an eager link that is none of the tree's: each costs a copy, and is pruned by it. */
    int extraLinks() {
        return extra().size();
    }

    /** How many pairs have lazy links only. */
    int lazyLinks() {
        return lazy().size();
    }

    private Set<List<String>> extra() {
        Set<List<String>> extra = new TreeSet<>(TreeDrawing::compare);
        for (Place node : nodes.values())
            for (String to : node.eager()) if (!isOfTree(node.name(), to)) extra.add(pair(node.name(), to));
        return extra;
    }

    private Set<List<String>> lazy() {
        Set<List<String>> extra = extra();
        Set<List<String>> lazy = new TreeSet<>(TreeDrawing::compare);
        for (Place node : nodes.values())
            for (String to : node.lazy())
                if (!isOfTree(node.name(), to) && !extra.contains(pair(node.name(), to)))
                    lazy.add(pair(node.name(), to));
        return lazy;
    }

    private boolean isOfTree(String a, String b) {
        return a.equals(parents.get(b)) || b.equals(parents.get(a));
    }

    private static List<String> pair(String a, String b) {
        return a.compareTo(b) < 0 ? List.of(a, b) : List.of(b, a);
    }

    private static int compare(List<String> a, List<String> b) {
        int first = a.get(0).compareTo(b.get(0));
        return first != 0 ? first : a.get(1).compareTo(b.get(1));
    }

    /** The tree with its branches. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(root);
        branches(root, "", lines);
        return lines;
    }

    private void branches(String from, String indent, List<String> lines) {
        List<String> children = children(from);
        for (int i = 0; i < children.size(); i++) {
            boolean isLast = i == children.size() - 1;
            lines.add(indent + (isLast ? "└─ " : "├─ ") + children.get(i));
            branches(children.get(i), indent + (isLast ? "   " : "│  "), lines);
        }
    }

    private List<String> children(String name) {
        return parents.entrySet().stream()
                .filter(link -> link.getValue().equals(name))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The tree for graphviz; what is eager beside it in red, what is lazy dotted. */
    List<String> dot() {
        List<String> lines = new ArrayList<>();
        lines.add("graph tree {");
        lines.add("  node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=10, height=0.3];");
        for (String name : nodes.keySet())
            lines.add("  " + quoted(name) + (name.equals(root) ? " [style=\"rounded,bold\"];" : ";"));
        parents.forEach((to, from) -> lines.add("  " + quoted(from) + " -- " + quoted(to) + " [penwidth=2];"));
        for (List<String> pair : extra()) lines.add(edge(pair, "color=red, constraint=false"));
        for (List<String> pair : lazy()) lines.add(edge(pair, "style=dotted, color=gray, constraint=false"));
        lines.add("}");
        return lines;
    }

    private static String edge(List<String> pair, String look) {
        return "  " + quoted(pair.get(0)) + " -- " + quoted(pair.get(1)) + " [" + look + "];";
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
