package io.hearsay.agent.api;

import io.hearsay.Peer;
import io.hearsay.dissemination.plumtree.TreeSurveyed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the tree lies that events spread along: {@code GET /v1/tree}.
 *
 * @param self the name of the node that asked
 * @param nodes those that answered, this one first
 * @param silent the addresses of those that others named and that did not answer
 */
public record TreeView(String cluster, String self, List<Place> nodes, List<String> silent) {

    /**
     * One node in the tree. Others are named by what they are called, by their address if they did not answer.
     *
     * @param name what it is called; with its address where two are called so
     * @param eager whom it sends events to at once
     * @param lazy whom it only tells that there are some
     */
    public record Place(String name, String address, List<String> eager, List<String> lazy) {}

    /** What the nodes said. */
    public static TreeView of(String cluster, String self, TreeSurveyed survey) {
        Map<Long, String> names = names(survey.nodes());
        return new TreeView(
                cluster,
                self,
                survey.nodes().stream()
                        .map(node -> new Place(
                                name(node.peer(), names),
                                node.peer().address().toString(),
                                node.eager().stream()
                                        .map(peer -> name(peer, names))
                                        .toList(),
                                node.lazy().stream()
                                        .map(peer -> name(peer, names))
                                        .toList()))
                        .toList(),
                survey.silent().stream().map(peer -> peer.address().toString()).toList());
    }

    private static Map<Long, String> names(List<TreeSurveyed.Place> nodes) {
        Map<String, Long> carriers =
                nodes.stream().collect(Collectors.groupingBy(TreeSurveyed.Place::name, Collectors.counting()));
        Map<Long, String> names = new TreeMap<>();
        for (TreeSurveyed.Place node : nodes)
            names.put(
                    node.peer().instance(),
                    carriers.getOrDefault(node.name(), 1L) == 1
                            ? node.name()
                            : node.name() + "@" + node.peer().address());
        return names;
    }

    private static String name(Peer peer, Map<Long, String> names) {
        return names.getOrDefault(peer.instance(), peer.address().toString());
    }
}
