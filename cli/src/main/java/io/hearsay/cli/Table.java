package io.hearsay.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns, two spaces apart; a header that starts with {@code >} aligns its column to the right. */
final class Table {
    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] toTheRight;

    Table(Ink ink, String... headers) {
        toTheRight = new boolean[headers.length];
        String[] names = new String[headers.length];
        for (int i = 0; i < headers.length; i++) {
            toTheRight[i] = headers[i].startsWith(">");
            names[i] = ink.faint(toTheRight[i] ? headers[i].substring(1) : headers[i]);
        }
        rows.add(names);
    }

    Table row(String... cells) {
        if (cells.length != toTheRight.length)
            throw new AssertionError("a row of " + cells.length + " in a table of " + toTheRight.length);
        rows.add(cells);
        return this;
    }

    /** The lines, without blanks at their ends; columns in which no row has anything are left out. */
    List<String> lines() {
        int[] widths = new int[toTheRight.length];
        boolean[] used = new boolean[toTheRight.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], Ink.width(row[i]));
                used[i] |= row != rows.get(0) && !row[i].isEmpty();
            }
        }
        return rows.stream().map(row -> line(row, widths, used)).toList();
    }

    private String line(String[] row, int[] widths, boolean[] used) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            if (!used[i]) continue;
            String padding = " ".repeat(widths[i] - Ink.width(row[i]));
            cells.add(toTheRight[i] ? padding + row[i] : row[i] + padding);
        }
        return String.join("  ", cells).stripTrailing();
    }
}
