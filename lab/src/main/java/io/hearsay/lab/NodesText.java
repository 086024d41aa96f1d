package io.hearsay.lab;

import io.hearsay.sim.Nodes;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nodes as scenario files name them. */
final class NodesText {
    static final String ALLOWED =
            "all, n3, n3..n7, 'first 50%', 'last 30%', 'random 3', 'random 30%'," + " 'all but n3', or a list of those";

    private static final Pattern RANGE = Pattern.compile("n([0-9]{1,6})(?:\\.\\.n([0-9]{1,6}))?");
    private static final Pattern SHARE = Pattern.compile("(first|last|random) ([0-9.]+%)");
    private static final Pattern COUNT = Pattern.compile("random ([0-9]{1,6})");

    private NodesText() {}

    static Nodes read(String key, Yaml yaml) {
        if (yaml instanceof Yaml.Sequence list)
            return Nodes.union(
                    list.elements().stream().map(each -> read(key, each)).toList());
        if (yaml instanceof Yaml.Scalar scalar) {
            try {
                return parse(scalar.text().strip());
            } catch (IllegalArgumentException e) {
                throw new ScenarioException(yaml.where() + " " + key + " must be " + ALLOWED + "; was " + yaml.kind());
            }
        }
        throw new ScenarioException(yaml.where() + " " + key + " must be " + ALLOWED + "; was " + yaml.kind());
    }

    static List<Nodes> groups(String key, Yaml yaml) {
        if (yaml instanceof Yaml.Sequence list)
            return list.elements().stream().map(each -> read(key, each)).toList();
        return List.of(read(key, yaml));
    }

    private static Nodes parse(String text) {
        if (text.equals("all")) return Nodes.all();
        if (text.startsWith("all but "))
            return parse(text.substring("all but ".length())).others();
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            int first = Integer.parseInt(range.group(1));
            return Nodes.numbered(first, range.group(2) == null ? first : Integer.parseInt(range.group(2)));
        }
        Matcher share = SHARE.matcher(text);
        if (share.matches()) return share(share.group(1), Quantity.ratio(share.group(2)));
        Matcher count = COUNT.matcher(text);
        if (count.matches()) return Nodes.random(Integer.parseInt(count.group(1)));
        throw new IllegalArgumentException(ALLOWED);
    }

    private static Nodes share(String which, double ratio) {
        return switch (which) {
            case "first" -> Nodes.first(ratio);
            case "last" -> Nodes.last(ratio);
            default -> Nodes.random(ratio);
        };
    }
}
