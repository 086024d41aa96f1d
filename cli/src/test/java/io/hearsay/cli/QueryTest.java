package io.hearsay.cli;

import static io.hearsay.cli.Agents.alive;
import static io.hearsay.cli.Agents.flags;
import static io.hearsay.cli.Agents.hearsay;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.agent.api.Json;
import io.hearsay.agent.api.QueryEnd;
import io.hearsay.agent.api.QueryReply;
import io.hearsay.cli.Agents.Said;
import io.hearsay.cli.Troupe.Actor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Questions to ten real agents, two of them frozen. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryTest {
    private static final int AGENTS = 10;

    @TempDir
    private static Path directory;

    private final Troupe troupe = new Troupe();
    private final List<Actor> cluster = new ArrayList<>();
    private Path key;

    @BeforeAll
    void startTen() throws InterruptedException {
        key = directory.resolve("key");
        assertThat(hearsay("keys", "generate", key.toString()).code()).isZero();
        cluster.addAll(troupe.enter(List.of(agent(0, "--tag", "role=web"))));
        String seed = cluster.get(0).gossip();
        cluster.addAll(troupe.enter(IntStream.range(1, AGENTS)
                .mapToObj(i -> agent(i, "--join", seed))
                .toList()));
        Agents.await(
                troupe, () -> cluster.stream().allMatch(actor -> alive(actor).size() == AGENTS));
    }

    @AfterAll
    void stopAll() {
        troupe.close();
    }

    private List<String> agent(int number, String... more) {
        return flags("orders", "n" + number, key, more);
    }

    private Said query(String... words) {
        List<String> all = new ArrayList<>(List.of("query"));
        all.addAll(List.of(words));
        all.addAll(List.of("--http", cluster.get(0).http()));
        return hearsay(all.toArray(String[]::new));
    }

    @Test
    void the_frozen_are_named_and_nobody_else() throws IOException, InterruptedException {
        Actor third = cluster.get(3);
        Actor seventh = cluster.get(7);
        try {
            signal("STOP", third);
            signal("STOP", seventh);
            QueryEnd exactlyThese = new QueryEnd("end", AGENTS, AGENTS - 2, 0, List.of("n3", "n7"));
            assertThat(queryUntil(exactlyThese, "load", "--timeout", "5s", "--json")
                            .code())
                    .isEqualTo(1);
        } finally {
            signal("CONT", third);
            signal("CONT", seventh);
            Agents.await(
                    troupe,
                    () -> cluster.stream().allMatch(actor -> alive(actor).size() == AGENTS));
        }
    }

    /** Asks until it ends so: on a machine that is too busy, a healthy agent may miss a deadline once. */
    private Said queryUntil(QueryEnd wanted, String... words) {
        List<Said> all = new ArrayList<>();
        Agents.await(troupe, () -> {
            all.add(query(words));
            return end(all.get(all.size() - 1)).equals(wanted);
        });
        return all.get(all.size() - 1);
    }

    private static QueryEnd end(Said said) {
        String last = said.out().lines().reduce((first, second) -> second).orElseThrow();
        try {
            return Json.read(last, QueryEnd.class);
        } catch (IOException e) {
            throw new AssertionError(said.toString(), e);
        }
    }

    @Test
    void everybody_answers_what_every_agent_knows() {
        QueryEnd everybody = new QueryEnd("end", AGENTS, AGENTS, 0, List.of());
        for (String name : List.of("echo", "info", "load", "clock", "view"))
            assertThat(queryUntil(everybody, name, "hello", "--timeout", "20s", "--json")
                            .code())
                    .isZero();
    }

    @Test
    void tags_and_names_choose_who_is_asked() {
        assertThat(query("echo", "hello", "--tag", "role=web", "--timeout", "20s")
                        .out())
                .containsPattern("n0 +\\S+ \\S+ +hello")
                .endsWith("1 of 1 member answered\n");
        assertThat(end(query("echo", "--member", "n1", "--member", "n2", "--timeout", "20s", "--json"))
                        .asked())
                .isEqualTo(2);
    }

    @Test
    void what_nobody_answers_is_refused_by_each_by_name() throws IOException {
        Said said = query("nonsense", "--member", "n0", "--timeout", "20s", "--json");
        QueryReply reply = Json.read(said.out().lines().findFirst().orElseThrow(), QueryReply.class);
        assertThat(reply.error())
                .isEqualTo("nothing answers 'nonsense' here; known are clock, echo, info, load, map, view");
        assertThat(said.code()).isEqualTo(1);
    }

    @Test
    void wrong_requests_are_explained() {
        assertThat(query("load", "--timeout", "2").err()).contains("add the unit");
        assertThat(query("load", "--timeout", "10m").err()).contains("timeout must be 1..300000");
        assertThat(query("load", "--member", "nobody").err()).contains("nobody named 'nobody' is known here");
        assertThat(query("x".repeat(65)).err()).contains("1..64 bytes of UTF-8");
    }

    private static void signal(String name, Actor actor) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder(
                        "kill", "-" + name, Long.toString(actor.process().pid()))
                .start();
        assertThat(kill.waitFor()).isZero();
    }
}
