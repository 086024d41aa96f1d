package io.hearsay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Real processes, spoken to over pipes as the workbench does; every wait is bounded. */
class MaelstromVerbTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("n0", "n1", "n2");

    private final Map<String, Process> processes = new LinkedHashMap<>();
    private final Map<String, BufferedWriter> inputs = new ConcurrentHashMap<>();
    private final BlockingQueue<JsonNode> replies = new LinkedBlockingQueue<>();

    @AfterEach
    void stopAll() {
        processes.values().forEach(Process::destroyForcibly);
    }

    @Test
    void three_processes_tell_each_other_all_that_is_broadcast_and_end_with_their_input() throws Exception {
        for (String name : NAMES) start(name);
        for (String name : NAMES)
            assertThat(ask(name, "\"type\":\"init\",\"node_id\":\"" + name + "\",\"node_ids\":[\"n0\",\"n1\",\"n2\"]"))
                    .isEqualTo("init_ok");
        assertThat(ask("n0", "\"type\":\"broadcast\",\"message\":1")).isEqualTo("broadcast_ok");
        assertThat(ask("n2", "\"type\":\"broadcast\",\"message\":2")).isEqualTo("broadcast_ok");
        for (String name : NAMES) readsBoth(name);
        for (String name : NAMES) input(name).close();
        for (Process process : processes.values()) {
            assertThat(process.waitFor(Agents.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(process.exitValue()).isZero();
        }
    }

    private void start(String name) throws IOException {
        List<String> command = new ArrayList<>(ThisProgram.command());
        command.addAll(List.of("maelstrom", "broadcast", "--batch", "10ms"));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        processes.put(name, process);
        inputs.put(name, process.outputWriter(UTF_8));
        Thread carrier = new Thread(() -> carry(process), "lines from " + name);
        carrier.setDaemon(true);
        carrier.start();
    }

    private BufferedWriter input(String name) {
        BufferedWriter input = inputs.get(name);
        if (input == null) throw new AssertionError(name + " has not begun");
        return input;
    }

    private void carry(Process from) {
        try (BufferedReader lines = from.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode message = JSON.readTree(line);
                String to = message.path("dest").asText();
                if (NAMES.contains(to)) write(to, line);
                else replies.add(message.path("body"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes too late for a process that has ended is lost. */
    private void write(String to, String line) {
        BufferedWriter input = input(to);
        synchronized (input) {
            try {
                input.write(line);
                input.newLine();
                input.flush();
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("(?i).*(closed|pipe).*");
            }
        }
    }

    private String ask(String name, String body) throws InterruptedException {
        return answer(name, body).path("type").asText();
    }

    private JsonNode answer(String name, String body) throws InterruptedException {
        write(name, "{\"src\":\"c1\",\"dest\":\"" + name + "\",\"body\":{\"msg_id\":1," + body + "}}");
        JsonNode reply = replies.poll(Agents.PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(reply).as("the answer of " + name).isNotNull();
        return reply;
    }

    private void readsBoth(String name) throws InterruptedException {
        long begun = System.nanoTime();
        JsonNode read;
        do {
            read = answer(name, "\"type\":\"read\"");
            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(Agents.PATIENCE_SECONDS));
        } while (read.path("messages").size() < 2);
        assertThat(read.path("messages").toString()).contains("1", "2");
    }

    @Test
    void what_is_no_json_is_logged_on_stderr_and_nothing_else_is_on_stdout() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new MaelstromVerb.Broadcast(new ByteArrayInputStream("nonsense\n".getBytes(UTF_8))))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute();
        assertThat(code).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("nonsense");
    }

    @Test
    void a_workload_is_named_and_a_batch_has_a_unit() {
        assertThat(Agents.hearsay("maelstrom").code()).isEqualTo(2);
        Agents.Said said = Agents.hearsay("maelstrom", "broadcast", "--batch", "200");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("--batch", "add the unit");
    }
}
