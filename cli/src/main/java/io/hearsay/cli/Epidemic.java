package io.hearsay.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Where a rumor stands with each of some agents, in their order. */
record Epidemic(List<Stage> stages) {
    private static final int NAMES_FIT = 10;

    /** What an agent has to do with the rumor. */
    enum Stage {
        SUSCEPTIBLE,
        INFECTIVE,
        REMOVED
    }

    /** Nobody has heard anything. */
    static Epidemic none(int agents) {
        return new Epidemic(Collections.nCopies(agents, Stage.SUSCEPTIBLE));
    }

    int susceptible() {
        return count(Stage.SUSCEPTIBLE);
    }

    int infective() {
        return count(Stage.INFECTIVE);
    }

    int removed() {
        return count(Stage.REMOVED);
    }

    private int count(Stage stage) {
        return (int) stages.stream().filter(stage::equals).count();
    }

    /** A column for each agent and the numbers: {@code ANT bee . DOG S 1 I 2 R 1}; many are letters only. */
    String drawn(List<String> names, Ink ink) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            String name = stages.size() > NAMES_FIT ? names.get(i).substring(0, 1) : names.get(i);
            cells.add(cell(name, stages.get(i), ink));
        }
        return String.join(" ", cells) + "   S " + susceptible() + "  I " + infective() + "  R " + removed();
    }

    private static String cell(String name, Stage stage, Ink ink) {
        return switch (stage) {
            case SUSCEPTIBLE -> " ".repeat((name.length() - 1) / 2) + "." + " ".repeat(name.length() / 2);
            case INFECTIVE -> ink.bad(name.toUpperCase(Locale.ROOT));
            case REMOVED -> ink.good(name);
        };
    }
}
