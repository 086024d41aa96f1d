package io.hearsay.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Tells a story: each line is a thing that happened, with the time since the start and what was measured. */
final class Narrator {
    private static final int MARGIN = 8;
    private static final int COLUMN = 68;

    private final PrintWriter out;
    private final Ink ink;
    private final long startNanos = System.nanoTime();

    Narrator(PrintWriter out, Ink ink) {
        this.out = out;
        this.ink = ink;
    }

    Ink ink() {
        return ink;
    }

    /** A new chapter. */
    void chapter(String title) {
        out.println();
        out.println(" ".repeat(MARGIN) + ink.strong(title));
    }

    /** Something happened. */
    void tell(String what) {
        out.println(ink.faint(clock()) + what);
    }

    /** Something happened, and took so long. */
    void tell(String what, Duration took) {
        String figure = Words.took(took);
        String gap = " ".repeat(Math.max(2, COLUMN - Ink.width(what) - figure.length()));
        out.println(ink.faint(clock()) + what + gap + ink.strong(figure));
    }

    /** More on what was just told. */
    void aside(String what) {
        out.println(" ".repeat(MARGIN) + what);
    }

    private String clock() {
        return String.format(Locale.ROOT, "%4.1f s  ", (System.nanoTime() - startNanos) / 1e9);
    }
}
