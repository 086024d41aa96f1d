package io.hearsay.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of this repository. */
final class Repository {
    private static final Path ROOT = findRoot();

    private Repository() {}

    static Path root() {
        return ROOT;
    }

    /** The modules that the root pom lists, by directory. */
    static List<String> modules() {
        Matcher module = Pattern.compile("<module>(.+?)</module>").matcher(read(ROOT.resolve("pom.xml")));
        List<String> names = new ArrayList<>();
        while (module.find()) names.add(module.group(1));
        return names;
    }

    /** All Java files of a module's main code. */
    static List<Path> mainJava(String module) {
        Path main = ROOT.resolve(module).resolve("src/main/java");
        return Files.isDirectory(main)
                ? below(main).filter(file -> file.toString().endsWith(".java")).toList()
                : List.of();
    }

    /** What is committed or about to be: everything that git does not ignore. */
    static List<Path> committed() {
        try {
            Process git = new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
                    .directory(ROOT.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String listed = new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (git.waitFor() == 0)
                return Stream.of(listed.split("\0", -1))
                        .filter(name -> !name.isEmpty())
                        .map(ROOT::resolve)
                        .filter(Files::isRegularFile)
                        .toList();
        } catch (IOException e) {
            // no git here: an unpacked source archive, where every file counts
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while git listed the files", e);
        }
        return below(ROOT)
                .filter(file -> !ROOT.relativize(file).toString().matches("(.*/)?(target|\\.git)/.*"))
                .toList();
    }

    /** The text of a file, or "" where it is not text. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a failure names a file. */
    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    private static Stream<Path> below(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path findRoot() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(directory.resolve(".mvn"))) {
            Path parent = directory.getParent();
            if (parent == null) throw new IllegalStateException("run the tests inside the repository");
            directory = parent;
        }
        return directory;
    }
}
