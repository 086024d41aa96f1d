package io.hearsay.cli;

import io.hearsay.agent.Agent;
import io.hearsay.agent.AgentConfig;
import io.hearsay.agent.config.Setting;
import io.hearsay.agent.config.Settings;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/**
 * Runs an agent and the usual verbs once, for nobody: so that the virtual machine can keep their classes in an archive
 * from which later runs start two to three times faster. The launcher calls it after each build.
 */
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) {
        hearsay("--help");
        try (Agent agent = Agent.start(config())) {
            String http = "127.0.0.1:" + agent.http().getPort();
            for (String verb :
                    List.of("members", "info", "members --json", "why rehearsal", "publish rehearsal x", "rumors"))
                hearsay((verb + " --http " + http).split(" "));
        }
        System.exit(0);
    }

    private static AgentConfig config() {
        return AgentConfig.from(Settings.of(
                Optional.empty(),
                Map.of(),
                Map.of(
                        Setting.CLUSTER, List.of("rehearsal"),
                        Setting.NAME, List.of("rehearsal"),
                        Setting.PROFILE, List.of("local"),
                        Setting.SECURITY, List.of("insecure"),
                        Setting.HTTP, List.of("127.0.0.1:0"))));
    }

    private static void hearsay(String... words) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        CommandLine line = Main.commandLine().setOut(nowhere).setErr(nowhere);
        line.execute(words);
    }
}
