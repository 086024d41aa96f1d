package io.hearsay.cli;

import static io.hearsay.cli.Agents.PATIENCE_SECONDS;
import static io.hearsay.cli.Agents.alive;
import static io.hearsay.cli.Agents.client;
import static io.hearsay.cli.Agents.flags;
import static io.hearsay.cli.Agents.hearsay;
import static io.hearsay.cli.Agents.members;
import static io.hearsay.cli.Agents.metric;
import static io.hearsay.cli.Agents.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.agent.api.Info;
import io.hearsay.agent.api.KeyList;
import io.hearsay.agent.api.MemberView;
import io.hearsay.agent.api.Why;
import io.hearsay.agent.config.HostPort;
import io.hearsay.cli.Agents.Said;
import io.hearsay.cli.Troupe.Actor;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Real agents, each a process of its own, asked through the command line. Waits are bounded, never measured. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentsTest {
    @TempDir
    private static Path directory;

    private final Troupe troupe = new Troupe();
    private Path key;
    private List<Actor> cluster;

    @BeforeAll
    void startThree() throws IOException, InterruptedException {
        key = directory.resolve("key");
        assertThat(hearsay("keys", "generate", key.toString()).code()).isZero();
        cluster = new ArrayList<>(troupe.enter(List.of(sealed("a", "--tag", "role=db"))));
        cluster.addAll(troupe.enter(List.of(sealed("b", seed()), sealed("c", with(seed(), "--tag", "zone=eu")))));
        await(() -> cluster.stream().allMatch(actor -> alive(actor).equals(List.of("a", "b", "c"))));
    }

    @AfterAll
    void stopAll() {
        troupe.close();
    }

    @Test
    void three_agents_agree_on_who_is_there() {
        MemberView a = members(cluster.get(2)).members().get(0);
        assertThat(a.name()).isEqualTo("a");
        assertThat(a.address()).isEqualTo(cluster.get(0).gossip());
        assertThat(a.tags()).containsEntry("role", "db");
        Said said = Agents.await( // guests of other tests may still be leaving
                troupe,
                answer -> answer.out().contains("orders as b sees it: 3 alive"),
                "members",
                "--http",
                cluster.get(1).http());
        assertThat(said.out()).contains("role=db");
    }

    @Test
    void a_map_that_one_agent_writes_is_read_at_the_others() {
        String a = cluster.get(0).http();
        String b = cluster.get(1).http();
        assertThat(hearsay("kv", "put", "limit/web", "7", "--http", a).out()).isEqualTo("7\n");
        awaitSaid("7\n", "kv", "get", "limit/web", "--http", b);
        assertThat(hearsay("kv", "counter", "home", "5", "--map", "hits", "--http", b)
                        .out())
                .isEqualTo("5\n");
        awaitSaid("5\n", "kv", "counter", "home", "--map", "hits", "--http", a);
        assertThat(hearsay("kv", "set", "admins", "--add", "ada", "--map", "groups", "--http", a)
                        .out())
                .isEqualTo("{ada}\n");
        assertThat(hearsay("kv", "flag", "dark", "on", "--map", "features", "--http", a)
                        .out())
                .isEqualTo("on\n");
        Agents.await(
                troupe,
                said -> said.code() == 0 && said.out().equals("7  3 members: a, b, c\n"),
                "agreement",
                "limit/web",
                "--http",
                a);
        assertThat(hearsay("kv", "list", "limit/", "--http", a).out()).contains("limit/web  7");
        assertThat(hearsay("kv", "maps", "--http", a).out()).contains("hits", "counters", "groups", "sets");
        Said refused = hearsay("kv", "put", "home", "9", "--map", "hits", "--http", b);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("map 'hits' holds counters");
        assertThat(hearsay("kv", "put", "large", "x".repeat(20_000), "--http", a)
                        .err())
                .contains("bytes in one entry");
        assertThat(hearsay("kv", "get", "nothing", "--http", a).err()).contains("nothing stands under 'nothing'");
    }

    /** Agent c is in the zone, a and b are not. */
    @Test
    void a_map_that_members_with_a_tag_hold_is_there_and_nowhere_else() {
        String c = cluster.get(2).http();
        String b = cluster.get(1).http();
        String[] put = {"kv", "put", "shard/1", "x", "--map", "shards", "--zone", "eu", "--http"};
        assertThat(hearsay(with(put, c)).out()).isEqualTo("x\n");
        assertThat(hearsay("kv", "maps", "--http", c).out()).containsPattern("shards +last-write +zone=eu +1 ");
        Agents.await(
                troupe,
                said -> said.out().matches("(?s).*shards +last-write +zone=eu +- .*"),
                "kv",
                "maps",
                "--http",
                b);
        Said refused = hearsay("kv", "get", "shard/1", "--map", "shards", "--http", b);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("map 'shards' is held by members with the tag zone=eu, and this one has");
        assertThat(hearsay(with(put, b)).code()).isEqualTo(1);
        assertThat(hearsay("kv", "put", "k", "v", "--map", "shards", "--on", "role=db", "--http", c)
                        .err())
                .contains("map 'shards' is held by zone=eu, and this call asks for role=db");
        assertThat(hearsay("kv", "put", "k", "v", "--zone", "eu", "--on", "role=db", "--http", c)
                        .code())
                .isEqualTo(2);
        Agents.await(
                troupe,
                said -> said.code() == 0 && said.out().equals("x  1 member: c\n"),
                "agreement",
                "shard/1",
                "--map",
                "shards",
                "--http",
                b);
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void what_an_agent_owns_is_there_for_the_others_until_it_leaves() throws InterruptedException {
        String a = cluster.get(0).http();
        String guest = troupe.enter(List.of(sealed("owner", seed()))).get(0).http();
        assertThat(hearsay("kv", "put", "web/1", "up", "--ephemeral", "--ttl", "3s", "--http", guest)
                        .code())
                .isEqualTo(2);
        assertThat(hearsay("kv", "put", "web/1", "up", "--ephemeral", "--http", guest)
                        .out())
                .isEqualTo("up\n");
        Agents.await(troupe, said -> said.out().contains("web/1  up     owner"), "kv", "list", "web/", "--http", a);
        assertThat(hearsay("leave", "--http", guest).code()).isZero();
        Agents.await(troupe, said -> said.code() == 1, "kv", "get", "web/1", "--http", a);
    }

    @Test
    void exchanges_tells_how_two_agents_compared_their_maps() {
        String a = cluster.get(0).http();
        assertThat(hearsay("kv", "put", "compared", "1", "--http", a).code()).isZero();
        Agents.await(
                troupe,
                said -> said.code() == 0
                        && said.out().contains("\"with\":\"")
                        && said.out().contains("\"outcome\":\"agreed\""),
                "exchanges",
                "--json",
                "--http",
                a);
        assertThat(hearsay("exchanges", "--http", a).out()).contains("BEGUN BY", "agreed");
        Said unknown = hearsay("exchanges", "cancel", "1", "--http", a);
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("no exchange runs under '1'");
    }

    @Test
    void repair_exchanges_with_all_others_and_then_nothing_differs() {
        String a = cluster.get(0).http();
        assertThat(hearsay("kv", "put", "repaired", "1", "--http", a).code()).isZero();
        Agents.await( // other tests write, and others compare by themselves
                troupe,
                said -> said.code() == 0 && said.out().matches("(?s).*b: \\d+ sent, \\d+ received\n.*c: \\d+ sent.*"),
                "repair",
                "--http",
                a);
        Agents.await(
                troupe,
                said -> said.code() == 0 && said.out().equals("a and b hold the same\n"),
                "diff",
                "b",
                "--http",
                a);
        Agents.await(
                troupe,
                said -> said.code() == 0 && said.out().equals("a and c hold the same\n"),
                "repair",
                "--dry-run",
                "--node",
                "c",
                "--http",
                a);
        Said unknown = hearsay("diff", "nobody", "--http", a);
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("nobody named 'nobody' is known here");
        assertThat(hearsay("repair", "--map", "x", "--http", a).code()).isEqualTo(2);
    }

    @Test
    void an_audit_reads_all_entries_here_and_at_the_others() {
        String a = cluster.get(0).http();
        assertThat(hearsay("kv", "put", "audited", "1", "--http", a).code()).isZero();
        Agents.await( // a witness that is busy may be late
                troupe,
                said -> said.code() == 0
                        && said.out().matches("[1-9]\\d* entries read in \\d+ slices; .* nothing has rotted\n"),
                "audit",
                "--http",
                a);
    }

    private void awaitSaid(String expected, String... words) {
        Agents.await(troupe, said -> said.out().equals(expected), words);
    }

    @Test
    void a_watch_prints_changes_as_they_come() throws Exception {
        String http = cluster.get(0).http();
        CompletableFuture<Said> watched = CompletableFuture.supplyAsync(
                () -> hearsay("kv", "watch", "seen/", "--count", "1", "--map", "watched", "--http", http));
        await(
                () -> { // what is written before it watches, it does not hear
                    hearsay(
                            "kv",
                            "put",
                            "seen/a",
                            "1",
                            "--map",
                            "watched",
                            "--http",
                            cluster.get(2).http());
                    return watched.isDone();
                });
        assertThat(watched.get(PATIENCE_SECONDS, TimeUnit.SECONDS).out()).isEqualTo("seen/a  1\n");
    }

    @Test
    void info_tells_what_kind_of_agent_it_is() {
        Info info = client(cluster.get(0)).get("/v1/info").as(Info.class);
        assertThat(info.security()).isEqualTo("sealed");
        assertThat(info.faultHook()).isFalse();
        assertThat(info.gossip()).containsExactly(cluster.get(0).gossip());
        assertThat(info.http()).isEqualTo(cluster.get(0).http());
        assertThat(info.pid()).isEqualTo(cluster.get(0).process().pid());
        assertThat(info.joined()).isTrue();
    }

    @Test
    void what_one_agent_says_of_itself_all_know_until_it_says_so_no_longer() {
        String first = cluster.get(0).http();
        String last = cluster.get(2).http();
        Said put = hearsay("state", "put", "load", "0.7", "--http", first);
        assertThat(put.code()).as(put.err()).isZero();
        Agents.await(troupe, said -> said.out().equals("0.7\n"), "state", "get", "load", "--node", "a", "--http", last);
        Agents.await(troupe, said -> said.out().matches("(?s).*load +0\\.7 +1\n.*"), "gossipinfo", "--http", last);
        Said watched = hearsay("state", "watch", "load", "--node", "a", "--count", "1", "--http", last);
        assertThat(watched.out()).isEqualTo("a load = 0.7\n");
        assertThat(hearsay("state", "put", "", "v", "--http", first).err()).contains("key must be 1..128 bytes");
        assertThat(hearsay("state", "delete", "load", "--http", first).code()).isZero();
        Agents.await(troupe, said -> said.code() == 1, "state", "get", "load", "--node", "a", "--http", last);
    }

    @Test
    void a_doctor_finds_nothing_wrong_with_an_agent_that_is_in() {
        Said said = Agents.await( // a machine that is busy for a second has him find no answer
                troupe,
                answer -> answer.code() == 0,
                "doctor",
                "--http",
                cluster.get(1).http());
        assertThat(said.out())
                .containsPattern("ok +agent +b +in the cluster: [3-9] alive")
                .containsPattern("ok +tcp +" + cluster.get(0).gossip() + " +answers under seal in")
                .containsPattern("ok +mtu +" + cluster.get(0).gossip() + " +datagrams of 1232 bytes pass")
                .contains("nothing is wrong");
    }

    @Test
    void health_tells_joined_and_settled_apart() {
        AgentClient client = client(cluster.get(1));
        await(() -> client.get("/healthz").status() == 200);
        assertThat(client.get("/healthz").text()).contains("\"joined\":true");
        assertThat(client.get("/healthz/joined").status()).isEqualTo(200);
        await(() -> client.get("/healthz/settled").status() == 200);
    }

    @Test
    void metrics_are_there_for_prometheus() {
        assertThat(client(cluster.get(0)).get("/metrics").text())
                .containsPattern("hearsay_members\\{[^}]*state=\"alive\"[^}]*} [1-9]")
                .contains(
                        "hearsay_frames_sent_total{",
                        "hearsay_http_refused_total{reason=\"foreign-host\"}",
                        "jvm_memory");
    }

    @Test
    void a_killed_agent_is_dead_for_the_others_and_why_names_accusers_and_evidence() throws InterruptedException {
        Actor victim = troupe.enter(List.of(sealed("victim", seed()))).get(0);
        await(() -> cluster.stream().allMatch(actor -> alive(actor).contains("victim")));
        Troupe.kill(victim);
        await(() -> cluster.stream().allMatch(actor -> state(actor, "victim").equals(Optional.of("DEAD"))));

        List<Why.Entry> verdicts =
                client(cluster.get(0)).get("/v1/why?name=victim").as(Why.class).verdicts();
        Why.Entry last = verdicts.get(verdicts.size() - 1);
        assertThat(last.to()).isEqualTo("DEAD");
        assertThat(last.accusers()).isNotEmpty().isSubsetOf("a", "b", "c");
        assertThat(last.evidence()).isIn("PORT_REFUSED", "SUSPICION_EXPIRED", "PROBES_UNANSWERED");
        assertThat(hearsay("why", "victim", "--http", cluster.get(0).http()).out())
                .contains("victim is dead, says a");

        assertThat(hearsay("forget", "victim", "--http", cluster.get(1).http()).code())
                .isZero();
        await(() -> cluster.stream().allMatch(actor -> state(actor, "victim").isEmpty()));
    }

    @Test
    void what_is_published_at_one_is_heard_at_another_line_by_line() throws Exception {
        CompletableFuture<Said> listener = CompletableFuture.supplyAsync(() -> hearsay(
                "listen", "logs", "--count", "3", "--http", cluster.get(2).http()));
        List<String> published = new ArrayList<>();
        await(
                () -> { // nobody says when the listener has begun
                    String line = "line " + published.size();
                    published.add(line);
                    assertThat(hearsay(
                                            "publish",
                                            "logs",
                                            line,
                                            "--http",
                                            cluster.get(0).http())
                                    .code())
                            .isZero();
                    return listener.isDone();
                });
        Said said = listener.join();
        assertThat(said.code()).isZero();
        assertThat(said.out().lines()).hasSize(3).doesNotHaveDuplicates().isSubsetOf(published);
        await(() -> {
            String rumors =
                    hearsay("rumors", "logs", "--http", cluster.get(1).http()).out();
            return Stream.of("TOPIC", "logs", "removed").allMatch(rumors::contains);
        });
    }

    @Test
    void a_topic_keeps_the_contract_it_has() {
        String http = cluster.get(0).http();
        assertThat(hearsay("publish", "steps", "one", "--delivery", "fifo", "--http", http)
                        .code())
                .isZero();
        Said other = hearsay("publish", "steps", "two", "--delivery", "causal", "--http", http);
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("steps").contains("FIFO").contains("CAUSAL");
        Said unknown = hearsay("listen", "steps", "--delivery", "ordered", "--http", http);
        assertThat(unknown.code()).isNotZero();
        assertThat(unknown.err()).contains("best-effort, eventual, fifo or causal, was 'ordered'");
    }

    @Test
    void a_monitor_shows_events_of_all_topics() {
        AgentClient client = client(cluster.get(2));
        CompletableFuture<String> all = CompletableFuture.supplyAsync(() -> first(client, "/v1/monitor"));
        await(() -> {
            assertThat(hearsay(
                                    "publish",
                                    "monitored",
                                    "x",
                                    "--http",
                                    cluster.get(0).http())
                            .code())
                    .isZero();
            return all.isDone();
        });
        assertThat(all.join()).contains("\"event\":\"heard\"", "monitored: 1 B from a");
    }

    private static String first(AgentClient client, String path) {
        StringBuilder heard = new StringBuilder();
        client.stream(path, json -> {
            heard.append(json);
            return !json.contains("\"heard\"");
        });
        return heard.toString();
    }

    @Test
    void rumors_of_all_members_add_up() {
        assertThat(hearsay("publish", "census", "x", "--http", cluster.get(0).http())
                        .code())
                .isZero();
        await(() -> hearsay(
                        "rumors", "census", "--all", "--http", cluster.get(1).http())
                .out()
                .matches("(?s)(\\d+) of \\1 members answered.*census +a +\\d+ +0 +\\d+ +\\d+\\R"));
    }

    @Test
    void an_event_above_the_limit_is_refused_at_the_publisher() {
        String huge = "x".repeat((1 << 20) + 1);
        Said said = hearsay("publish", "logs", huge, "--http", cluster.get(0).http());
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("1048577", "at most 1048576 are allowed");
    }

    @Test
    void sigterm_leaves_and_ends_with_0() throws InterruptedException {
        Actor guest = troupe.enter(List.of(sealed("guest", seed()))).get(0);
        await(() -> cluster.stream().allMatch(actor -> alive(actor).contains("guest")));
        guest.process().destroy();
        assertThat(guest.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(guest.process().exitValue()).isZero();
        await(() -> cluster.stream().allMatch(actor -> state(actor, "guest").isEmpty()));
        List<Why.Entry> verdicts =
                client(cluster.get(0)).get("/v1/why?name=guest").as(Why.class).verdicts();
        assertThat(verdicts).extracting(Why.Entry::to).last().isEqualTo("LEFT");
        assertThat(verdicts).extracting(Why.Entry::to).doesNotContain("DEAD");
    }

    @Test
    void leave_ends_the_agent() throws InterruptedException {
        Actor guest = troupe.enter(List.of(sealed("leaver", seed()))).get(0);
        await(() -> cluster.stream().allMatch(actor -> alive(actor).contains("leaver")));
        Said said = hearsay("leave", "--http", guest.http());
        assertThat(said.out()).contains("leaver has left; ");
        assertThat(said.code()).isZero();
        assertThat(guest.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(guest.process().exitValue()).isZero();
        await(() -> cluster.stream().allMatch(actor -> state(actor, "leaver").isEmpty()));
    }

    @Test
    void an_agent_whose_name_is_held_says_by_whom_and_ends_with_1() throws InterruptedException, IOException {
        Actor first = troupe.enter(List.of(flags("names", "c", key))).get(0);
        Actor second = troupe.enter(List.of(flags("names", "c", key, "--join", first.gossip())))
                .get(0);
        assertThat(second.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(second.process().exitValue()).isEqualTo(1);
        assertThat(Files.readString(troupe.log()))
                .contains("hearsay: the node has stopped: ")
                .contains("name c is held by " + first.gossip())
                .contains("give this one another name, or stop that process first");
        assertThat(alive(first)).containsExactly("c");
        Troupe.kill(first);
    }

    @Test
    void strangers_learn_nothing_and_are_counted() throws InterruptedException {
        Path otherKey = directory.resolve("other-key");
        assertThat(hearsay("keys", "generate", otherKey.toString()).code()).isZero();
        List<Actor> strangers = troupe.enter(List.of(
                flags("orders", "wrong-key", otherKey, "--join", cluster.get(0).gossip()),
                flags("other", "wrong-cluster", key, "--join", cluster.get(0).gossip())));
        await(() -> rejects("key") + rejects("seal") > 0 && rejects("cluster") > 0);
        for (Actor stranger : strangers) {
            assertThat(alive(stranger)).containsExactly(stranger.name());
            assertThat(client(stranger).get("/healthz").text()).contains("\"joined\":false");
            assertThat(client(stranger).get("/healthz/joined").status()).isEqualTo(503);
            stranger.process().destroyForcibly();
        }
        for (Actor actor : cluster) assertThat(alive(actor)).doesNotContain("wrong-key", "wrong-cluster");
    }

    @Test
    void http_on_the_gossip_port_is_told_where_it_is_and_counted() throws IOException {
        HostPort gossip = HostPort.parse(cluster.get(0).gossip(), 0);
        try (Socket socket = new Socket(gossip.host(), gossip.port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 400")
                    .contains("gossip");
            await(() -> rejects("http") > 0);
        }
        assertThat(alive(cluster.get(0))).contains("a", "b", "c");
    }

    private double rejects(String reason) {
        return metric(cluster.get(0), "hearsay_frames_rejected_total", "reason=\"" + reason + "\"");
    }

    private String[] seed() {
        return new String[] {"--join", cluster.get(0).gossip()};
    }

    @Test
    void a_key_is_changed_from_the_command_line() throws IOException, InterruptedException {
        Actor one = troupe.enter(List.of(flags("rotating", "one", key))).get(0);
        Actor two = troupe.enter(List.of(flags("rotating", "two", key, "--join", one.gossip())))
                .get(0);
        await(() -> alive(one).size() == 2 && alive(two).size() == 2);
        String old =
                client(one).get("/v1/keys").as(KeyList.class).members().get(0).seals();
        Path fresh = directory.resolve("fresh-key");
        assertThat(hearsay("keys", "generate", fresh.toString()).code()).isZero();

        String installed = untilConfirmed("keys", "install", fresh.toString(), "--http", two.http());
        assertThat(installed).contains("is installed;").contains("next: hearsay keys use ");
        String next = installed.substring(4, 12);
        Said early = hearsay("keys", "remove", old, "--http", one.http());
        assertThat(early.code()).isEqualTo(1);
        assertThat(early.err()).contains("key " + old + " is the one that seals; use another one first");
        assertThat(untilConfirmed("keys", "use", next, "--http", one.http())).contains("key " + next + " is in use;");
        assertThat(untilConfirmed("keys", "remove", old, "--http", one.http())).contains("key " + old + " is removed;");

        await(() -> {
            List<String> lines =
                    hearsay("keys", "list", "--http", two.http()).out().lines().toList();
            return lines.size() == 3
                    && lines.stream().anyMatch(line -> line.matches("one .*alive.*" + next))
                    && lines.stream().noneMatch(line -> line.contains(old));
        });
        String secret = Files.readString(fresh).strip();
        assertThat(Files.readString(troupe.log())).contains(next).doesNotContain(secret);
    }

    /** Gives an order about keys, and again while somebody does not know enough or was too busy to confirm in time. */
    private String untilConfirmed(String... order) {
        return Agents.await(troupe, said -> said.out().contains("confirmed by one, two"), order)
                .out();
    }

    private List<String> sealed(String name, String... more) {
        return flags("orders", name, key, more);
    }

    private void await(BooleanSupplier fact) {
        Agents.await(troupe, fact);
    }
}
