package io.hearsay.cli;

import io.hearsay.agent.api.TreeView;
import io.hearsay.agent.api.TreeView.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hearsay tree}. */
@Command(
        name = "tree",
        description = "The tree that events spread along, asked of all nodes; with rumors there is none.")
final class TreeVerb extends ClientVerb {
    @Option(names = "--root", paramLabel = "NAME", description = "Whose events are followed (default: the agent's).")
    private String root = "";

    @Option(names = "--dot", description = "Print it for graphviz: `hearsay tree --dot | dot -Tpng -o tree.png`.")
    private boolean dot;

    @Override
    int ask(AgentClient agent) {
        return show(agent.get("/v1/tree"), TreeView.class, this::print);
    }

    private void print(TreeView view) {
        String from = root.isEmpty() ? view.nodes().get(0).name() : root;
        if (view.nodes().stream().noneMatch(node -> node.name().equals(from)))
            throw wrongUsage("--root must be one of "
                    + view.nodes().stream().map(Place::name).sorted().collect(Collectors.joining(", ")) + ", was "
                    + from);
        TreeDrawing drawing = new TreeDrawing(view, from);
        if (dot) drawing.dot().forEach(out()::println);
        else print(view, drawing);
    }

    private void print(TreeView view, TreeDrawing drawing) {
        out().println(ink().strong(view.cluster()) + ": "
                + Words.count(view.nodes().size(), "node", "nodes") + ", "
                + Words.count(drawing.depth(), "hop", "hops") + " at most, " + drawing.extraLinks()
                + " eager and " + drawing.lazyLinks() + " lazy links beside the tree");
        drawing.lines().forEach(out()::println);
        Map<String, List<String>> missing = new LinkedHashMap<>();
        missing.put("not reached along eager links", drawing.unreached());
        missing.put("named by others and silent", view.silent());
        missing.forEach((what, names) -> {
            if (!names.isEmpty()) out().println(ink().bad(what) + ": " + String.join(", ", names));
        });
    }
}
