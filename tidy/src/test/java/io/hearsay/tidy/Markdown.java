package io.hearsay.tidy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The marked code blocks of the documentation. */
final class Markdown {
    private static final Pattern MARK = Pattern.compile("<!--\\s*(run|output|compile:\\s*(\\w+))\\s*-->");

    private Markdown() {}

    /**
     * A fenced block with a mark in the line before it.
     *
     * @param where file and line, for the failure
     * @param mark {@code run}, {@code output} or {@code compile: ClassName}
     */
    record Block(String where, String mark, String text) {
        /** The class that a {@code compile} mark names, or "" for the other marks. */
        String className() {
            Matcher matcher = MARK.matcher("<!-- " + mark + " -->");
            return matcher.matches() && matcher.group(2) != null ? matcher.group(2) : "";
        }
    }

    /** The README and all pages of docs. */
    static Stream<Path> pages() {
        return Repository.committed().stream()
                .filter(file -> Repository.name(file).matches("README\\.md|docs/.*\\.md"));
    }

    static List<Block> blocks(Path page) {
        return blocks(Repository.name(page), Repository.read(page));
    }

    static List<Block> blocks(String page, String text) {
        List<String> lines = text.lines().toList();
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher mark = MARK.matcher(lines.get(i).strip());
            if (!mark.matches()) continue;
            String where = page + ":" + (i + 1);
            if (i + 1 == lines.size() || !lines.get(i + 1).startsWith("```"))
                throw new AssertionError(where + ": a mark stands in the line before its ``` block");
            int end = i + 2;
            while (end < lines.size() && !lines.get(end).startsWith("```")) end++;
            blocks.add(new Block(where, mark.group(1), String.join("\n", lines.subList(i + 2, end))));
        }
        return blocks;
    }

    /** What a block of output stands for: … is anything within a line, alone on a line any number of lines. */
    static Pattern expected(String block) {
        return Pattern.compile(block.lines()
                .map(line -> line.strip().equals("…")
                        ? "(.*\n)*?"
                        : Stream.of(line.stripTrailing().split("…", -1))
                                        .map(Pattern::quote)
                                        .collect(Collectors.joining(".*"))
                                + "[ \t]*\n")
                .collect(Collectors.joining()));
    }
}
