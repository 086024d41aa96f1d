package io.hearsay.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How this program was started, to start it again. */
final class ThisProgram {
    /** A file to read nothing from. */
    static final File NOTHING = new File(File.separatorChar == '/' ? "/dev/null" : "NUL");

    // Many on one machine: each starts quickly and stays small.
    private static final List<String> MODEST =
            List.of("-Xmx64m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private ThisProgram() {}

    /** The same Java with the same flags and class path, up to and with the main class. */
    static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(flags());
        command.addAll(MODEST);
        command.add(Main.class.getName());
        return command;
    }

    /** The same Java and class path with another main class and these flags; more may be appended. */
    static List<String> command(Class<?> main, String... flags) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.addAll(flags());
        command.addAll(List.of(flags));
        command.add(main.getName());
        return command;
    }

    private static String java() {
        return ProcessHandle.current()
                .info()
                .command()
                .orElse(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    /** What stood before the main class, where the system tells; else the class path, which is enough. */
    private static List<String> flags() {
        String[] arguments = ProcessHandle.current().info().arguments().orElse(new String[0]);
        int main = Arrays.asList(arguments).indexOf(Main.class.getName());
        return main > 0
                ? Arrays.asList(arguments).subList(0, main)
                : List.of("-cp", System.getProperty("java.class.path"));
    }
}
