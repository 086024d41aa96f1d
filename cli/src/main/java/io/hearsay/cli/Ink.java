package io.hearsay.cli;

import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** Colours, on a terminal that wants them ({@code NO_COLOR} says no); elsewhere plain text. */
record Ink(boolean colours) {
    private static final String ESCAPE = "\u001b[";

    static Ink ofTerminal() {
        return new Ink(Ansi.AUTO.enabled());
    }

    String good(String text) {
        return paint("32", text);
    }

    String doubtful(String text) {
        return paint("33", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    String strong(String text) {
        return paint("1", text);
    }

    /** A member's state in small letters and its colour. */
    String state(String state) {
        String word = state.toLowerCase(Locale.ROOT);
        return switch (state) {
            case "ALIVE" -> good(word);
            case "SUSPECT" -> doubtful(word);
            case "DEAD" -> bad(word);
            default -> faint(word);
        };
    }

    private String paint(String code, String text) {
        return colours ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }

    /** How many columns a painted text takes. */
    static int width(String painted) {
        String plain = painted.replaceAll("\u001b\\[[0-9;]*m", "");
        return plain.codePointCount(0, plain.length());
    }
}
