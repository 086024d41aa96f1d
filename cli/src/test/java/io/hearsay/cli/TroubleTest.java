package io.hearsay.cli;

import static io.hearsay.cli.Agents.alive;
import static io.hearsay.cli.Agents.flags;
import static io.hearsay.cli.Agents.hearsay;
import static io.hearsay.cli.Agents.member;
import static io.hearsay.cli.Agents.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.agent.api.Fault;
import io.hearsay.agent.api.FaultList;
import io.hearsay.agent.api.Why;
import io.hearsay.cli.Troupe.Actor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real agents that are killed, frozen, cut off and moved. */
class TroubleTest {
    private static final boolean IS_LONG = Boolean.getBoolean("hearsay.long");
    private static final Duration SPLIT = IS_LONG ? Duration.ofMinutes(3) : Duration.ZERO;
    private static final int HALF = IS_LONG ? 5 : 2;

    @TempDir
    private Path directory;

    private final Troupe troupe = new Troupe();
    private final List<Actor> cluster = new ArrayList<>();
    private Path key;

    @BeforeEach
    void makeKey() {
        key = directory.resolve("key");
        assertThat(hearsay("keys", "generate", key.toString()).code()).isZero();
    }

    @AfterEach
    void stopAll() {
        troupe.close();
    }

    @Test
    void a_killed_agent_restarts_under_its_name_at_another_port() throws InterruptedException {
        three();
        Actor victim = cluster.remove(2);
        Troupe.kill(victim);
        Actor again = enter("c", "--join", cluster.get(1).gossip());
        assertThat(again.gossip()).isNotEqualTo(victim.gossip());
        await(() -> cluster.stream()
                .allMatch(actor -> member(actor, "c")
                        .filter(c ->
                                c.address().equals(again.gossip()) && c.state().equals("ALIVE"))
                        .isPresent()));
    }

    @Test
    void a_frozen_agent_is_suspected_and_refutes_if_it_thaws_in_time_else_it_is_dead_and_comes_back() throws Exception {
        three("--suspicion", "5s"); // enough to thaw in, however busy the machine
        Actor frozen = cluster.remove(2);
        signal("STOP", frozen);
        await(() -> cluster.stream().anyMatch(actor -> state(actor, "c").equals(Optional.of("SUSPECT"))));
        signal("CONT", frozen);
        await(() -> cluster.stream().allMatch(actor -> alive(actor).contains("c")));
        for (Actor witness : cluster) assertThat(believed(witness, "c")).doesNotContain("DEAD");

        long incarnation = member(cluster.get(0), "c").orElseThrow().incarnation();
        signal("STOP", frozen);
        await(() -> cluster.stream().allMatch(actor -> state(actor, "c").equals(Optional.of("DEAD"))));
        signal("CONT", frozen);
        await(() -> cluster.stream().allMatch(actor -> alive(actor).contains("c")));
        assertThat(member(cluster.get(0), "c").orElseThrow().incarnation()).isGreaterThan(incarnation);
    }

    @Test
    void halves_of_a_split_find_each_other_and_what_was_forgotten_stays_so() throws InterruptedException {
        for (int i = 0; i < 2 * HALF; i++) cluster.add(enter("n" + i, joining(i)));
        await(() -> cluster.stream().allMatch(actor -> alive(actor).size() == 2 * HALF));
        Actor gone = enter("gone", joining(1));
        await(() -> cluster.stream().allMatch(actor -> alive(actor).contains("gone")));
        Troupe.kill(gone);
        await(() -> cluster.stream().allMatch(actor -> state(actor, "gone").equals(Optional.of("DEAD"))));

        List<Actor> left = cluster.subList(0, HALF);
        List<Actor> right = cluster.subList(HALF, 2 * HALF);
        long cut = System.nanoTime();
        cut(left, right);
        cut(right, left);
        await(() -> cluster.stream().allMatch(actor -> alive(actor).size() == HALF));
        assertThat(hearsay("forget", "gone", "--http", left.get(0).http()).out())
                .contains("gone is forgotten");
        assertThat(state(right.get(0), "gone")).contains("DEAD");
        while (Duration.ofNanos(System.nanoTime() - cut).compareTo(SPLIT) < 0)
            await(() -> cluster.stream().allMatch(actor -> alive(actor).size() == HALF));

        for (Actor actor : cluster) actor.client().post("/v1/faults", new FaultList(List.of()));
        await(() -> cluster.stream().allMatch(actor -> alive(actor).size() == 2 * HALF));
        await(() -> cluster.stream().allMatch(actor -> state(actor, "gone").isEmpty()));
    }

    @Test
    void what_both_halves_of_a_split_wrote_into_maps_is_with_all_afterwards() throws InterruptedException {
        for (int i = 0; i < 4; i++) cluster.add(enter("n" + i, joining(i)));
        await(() -> cluster.stream().allMatch(actor -> alive(actor).size() == 4));
        List<Actor> left = cluster.subList(0, 2);
        List<Actor> right = cluster.subList(2, 4);
        cut(left, right);
        cut(right, left);
        await(() -> cluster.stream().allMatch(actor -> alive(actor).size() == 2));
        kv(left.get(0), "put", "limit", "7");
        kv(left.get(0), "put", "ada", "apples", "--siblings", "--map", "carts");
        kv(right.get(0), "put", "ada", "pears", "--siblings", "--map", "carts");
        kv(left.get(1), "counter", "home", "5", "--map", "hits");
        kv(right.get(1), "counter", "home", "7", "--map", "hits");
        kv(right.get(0), "put", "limit", "8"); // by a clock that they share the later one

        for (Actor actor : cluster) actor.client().post("/v1/faults", new FaultList(List.of()));
        awaitEverywhere(List.of("8"), "get", "limit");
        awaitEverywhere(List.of("apples", "pears"), "get", "ada", "--map", "carts");
        awaitEverywhere(List.of("12"), "counter", "home", "--map", "hits");

        kv(right.get(1), "put", "ada", "both", "--map", "carts");
        awaitEverywhere(List.of("both"), "get", "ada", "--map", "carts");
        kv(left.get(0), "delete", "limit");
        await(() ->
                cluster.stream().allMatch(actor -> said(actor, "get", "limit").code() == 1));
    }

    private static void kv(Actor actor, String... words) {
        Agents.Said said = said(actor, words);
        assertThat(said.code()).as(said.err()).isZero();
    }

    private static Agents.Said said(Actor actor, String... words) {
        return hearsay(Stream.of(Stream.of("kv"), Stream.of(words), Stream.of("--http", actor.http()))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    private void awaitEverywhere(List<String> lines, String... words) {
        await(() -> cluster.stream()
                .allMatch(actor ->
                        said(actor, words).out().lines().sorted().toList().equals(lines)));
    }

    @Test
    void an_agent_whose_seeds_are_all_gone_finds_its_cluster_from_what_it_kept() throws InterruptedException {
        Actor seed = enter("seed");
        cluster.add(enter("stays", "--join", seed.gossip()));
        String[] flags = {
            "--join", seed.gossip(), "--data-dir", directory.resolve("data").toString()
        };
        Actor moves = enter("moves", flags);
        await(() -> alive(moves).size() == 3);
        assertThat(hearsay("leave", "--http", moves.http()).code()).isZero();
        assertThat(moves.process().waitFor(Agents.PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        assertThat(moves.process().exitValue()).isZero();
        Troupe.kill(seed);
        Actor again = enter("moves", flags);
        await(() -> alive(again).contains("stays") && alive(cluster.get(0)).contains("moves"));
    }

    private void three(String... more) throws InterruptedException {
        cluster.add(enter("a", more));
        for (String name : List.of("b", "c"))
            cluster.add(
                    enter(name, Stream.of(joining(1), more).flatMap(Stream::of).toArray(String[]::new)));
        await(() -> cluster.stream().allMatch(actor -> alive(actor).equals(List.of("a", "b", "c"))));
    }

    private String[] joining(int number) {
        return number == 0
                ? new String[0]
                : new String[] {"--join", cluster.get(0).gossip()};
    }

    private Actor enter(String name, String... more) throws InterruptedException {
        List<String> flags = flags("orders", name, key, more);
        flags.addAll(List.of("--profile", "local", "--fault-hook"));
        return troupe.enter(List.of(flags)).get(0);
    }

    private static void cut(List<Actor> these, List<Actor> from) {
        FaultList faults = new FaultList(
                from.stream().map(other -> Fault.cut(other.name())).toList());
        for (Actor actor : these)
            assertThat(actor.client().post("/v1/faults", faults).isOk()).isTrue();
    }

    private static void signal(String name, Actor actor) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder(
                        "kill", "-" + name, Long.toString(actor.process().pid()))
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    private static List<String> believed(Actor witness, String name) {
        return witness.client().get("/v1/why?name=" + name).as(Why.class).verdicts().stream()
                .map(Why.Entry::to)
                .toList();
    }

    private void await(BooleanSupplier fact) {
        Agents.await(troupe, fact);
    }
}
