package io.hearsay.cli;

import io.hearsay.agent.api.Fault;
import io.hearsay.agent.api.FaultList;
import io.hearsay.agent.api.JoinRequest;
import io.hearsay.agent.api.MemberList;
import io.hearsay.agent.api.Payload;
import io.hearsay.agent.api.PublishRequest;
import io.hearsay.agent.api.RumorList;
import io.hearsay.agent.api.Why;
import io.hearsay.cli.AgentClient.Reply;
import io.hearsay.cli.Epidemic.Stage;
import io.hearsay.cli.Troupe.Actor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The story that {@code hearsay demo} tells; all of it happens while it is told. */
final class Demo {
    /** One for each letter, so that one can be told from the other at a glance. */
    static final List<String> NAMES = List.of(
            "ant", "bee", "cat", "dog", "elk", "fox", "gnu", "hen", "ibex", "jay", "koi", "lynx", "mole", "newt", "owl",
            "pig", "quail", "ram", "seal", "toad", "urial", "vole", "wasp", "xerus", "yak", "zebu");

    private static final String TOPIC = "gossip";
    private static final int POLL_MILLIS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ExecutorService askers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "asker");
        thread.setDaemon(true);
        return thread;
    });
    private final Narrator narrator;
    private final Troupe troupe;
    private final int nodes;

    Demo(Narrator narrator, Troupe troupe, int nodes) {
        this.narrator = narrator;
        this.troupe = troupe;
        this.nodes = nodes;
    }

    void play(boolean keep) throws InterruptedException {
        narrator.aside(nodes + " agents, each a process of its own, on this machine, in the `local` profile:");
        narrator.aside("quick to judge, and not sealed. `lan` and `wan` take their time.");
        List<Actor> actors = enter();
        meet(actors);
        rumor(actors);
        List<Actor> alive = death(actors);
        split(alive);
        if (keep) stay(alive);
        bow(alive);
    }

    private List<Actor> enter() throws InterruptedException {
        narrator.chapter("They meet");
        long begun = System.nanoTime();
        List<Actor> actors =
                troupe.enter(NAMES.subList(0, nodes).stream().map(Demo::flags).toList());
        narrator.tell(nodes + " agents run, strangers to each other", since(begun));
        narrator.aside(names(actors));
        return actors;
    }

    private static List<String> flags(String name) {
        return List.of(
                "--cluster",
                "demo",
                "--name",
                name,
                "--profile",
                "local",
                "--bind",
                "127.0.0.1:0",
                "--http",
                "127.0.0.1:0",
                "--insecure",
                "--fault-hook",
                "--slow-rumors",
                "200ms");
    }

    /** A chain: nobody is told of more than one other. */
    private void meet(List<Actor> actors) throws InterruptedException {
        long begun = System.nanoTime();
        all(
                actors.subList(1, actors.size()),
                actor -> post(actor, "/v1/join", new JoinRequest(List.of(before(actor, actors)))));
        await(actors, "to meet", list -> alive(list) == nodes);
        narrator.tell("each was told of one other; now all know all " + nodes, since(begun));
    }

    private static String before(Actor actor, List<Actor> actors) {
        return actors.get(actors.indexOf(actor) - 1).gossip();
    }

    private void rumor(List<Actor> actors) throws InterruptedException {
        narrator.chapter("A rumor, slowed to a round each 200 ms so that one can watch");
        Actor origin = actors.get(0);
        long begun = System.nanoTime();
        post(origin, "/v1/publish", new PublishRequest(TOPIC, null, List.of(new Payload("have you heard?", null))));
        narrator.tell(origin.name() + " has one to tell");
        narrator.aside("S . has not heard it    I CAPITALS pass it on    R small letters have lost interest");
        Epidemic end = watch(Epidemic.none(nodes), begun, actors, now -> now.infective() == 0 && now.removed() > 0);
        if (end.susceptible() == 0) return;
        narrator.tell("it died out before all had heard it, as rumors may; soon they compare what they know");
        watch(end, begun, actors, now -> now.susceptible() == 0);
    }

    /** Draws each change, until it is as it should be in the end. */
    private Epidemic watch(Epidemic start, long begunNanos, List<Actor> actors, Predicate<Epidemic> isOver)
            throws InterruptedException {
        Epidemic shown = start;
        while (!isOver.test(shown)) {
            Epidemic now = epidemic(actors);
            if (!now.equals(shown)) show(now, shown, begunNanos, actors);
            shown = now;
            checkPatience(begunNanos, "for the rumor to end", actors);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return shown;
    }

    private void show(Epidemic now, Epidemic before, long begunNanos, List<Actor> actors) {
        narrator.tell(now.drawn(actors.stream().map(Actor::name).toList(), narrator.ink()));
        if (now.susceptible() == 0 && before.susceptible() > 0) narrator.tell("all have heard it", since(begunNanos));
    }

    private Epidemic epidemic(List<Actor> actors) {
        return new Epidemic(all(actors, actor -> stage(get(actor, "/v1/rumors?topic=" + TOPIC, RumorList.class))));
    }

    private static Stage stage(RumorList list) {
        return list.rumors().isEmpty()
                ? Stage.SUSCEPTIBLE
                : Stage.valueOf(list.rumors().get(0).state());
    }

    private List<Actor> death(List<Actor> actors) throws InterruptedException {
        narrator.chapter("A death");
        Actor victim = actors.get(actors.size() - 1);
        List<Actor> others = actors.subList(0, actors.size() - 1);
        long begun = System.nanoTime();
        Troupe.kill(victim);
        narrator.tell(victim.name() + " is killed, as by kill -9");
        await(others, "to notice", list -> !isAlive(list, victim));
        narrator.tell("all " + others.size() + " others know", since(begun));
        Actor witness = others.get(0);
        Why why = get(witness, "/v1/why?name=" + victim.name(), Why.class);
        narrator.tell(witness.name() + " is asked why:");
        for (Why.Entry entry : why.verdicts())
            narrator.aside("  " + (entry.from() == null ? "" : narrator.ink().state(entry.from()) + " -> ")
                    + narrator.ink().state(entry.to()) + "  " + WhyVerb.grounds(entry, witness.name()));
        return others;
    }

    private void split(List<Actor> actors) throws InterruptedException {
        narrator.chapter("A split");
        List<Actor> left = actors.subList(0, actors.size() / 2);
        List<Actor> right = actors.subList(actors.size() / 2, actors.size());
        long cut = System.nanoTime();
        all(left, actor -> post(actor, "/v1/faults", cutFrom(right)));
        all(right, actor -> post(actor, "/v1/faults", cutFrom(left)));
        narrator.tell("nothing passes between " + names(left) + " and " + names(right));
        await(left, "to miss the others", list -> right.stream().noneMatch(actor -> isAlive(list, actor)));
        await(right, "to miss the others", list -> left.stream().noneMatch(actor -> isAlive(list, actor)));
        narrator.tell("each half has given up the other", since(cut));
        long healed = System.nanoTime();
        all(actors, actor -> post(actor, "/v1/faults", new FaultList(List.of())));
        narrator.tell("the way is free again; nobody tells them");
        await(actors, "to find each other", list -> alive(list) == actors.size());
        narrator.tell("they have found each other: " + actors.size() + " views hold " + actors.size(), since(healed));
    }

    private static FaultList cutFrom(List<Actor> others) {
        return new FaultList(
                others.stream().map(other -> Fault.cut(other.name())).toList());
    }

    /** One after the other, so that there is somebody to say goodbye to; the last one has nobody. */
    private void bow(List<Actor> actors) throws InterruptedException {
        narrator.chapter("The end");
        long begun = System.nanoTime();
        for (Actor actor : actors.subList(0, actors.size() - 1)) post(actor, "/v1/leave", Map.of());
        Troupe.kill(actors.get(actors.size() - 1));
        for (Actor actor : actors) actor.process().waitFor();
        narrator.tell("they have said goodbye, one after the other", since(begun));
    }

    private void stay(List<Actor> actors) throws InterruptedException {
        narrator.chapter("They stay until Ctrl-C; talk to them");
        for (Actor actor : actors) narrator.aside("hearsay members --http " + actor.http() + "   # " + actor.name());
        new CountDownLatch(1).await();
    }

    // Asking.

    private void await(List<Actor> actors, String forWhat, Predicate<MemberList> isSo) throws InterruptedException {
        long begun = System.nanoTime();
        while (!all(actors, actor -> get(actor, "/v1/members", MemberList.class)).stream()
                .allMatch(isSo)) {
            checkPatience(begun, forWhat, actors);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static void checkPatience(long begunNanos, String forWhat, List<Actor> actors) {
        if (since(begunNanos).compareTo(PATIENCE) > 0)
            throw new NegativeAnswerException("waited " + PATIENCE.toSeconds() + " s for " + names(actors) + " "
                    + forWhat + "; this should not happen, please report it");
    }

    private <T> List<T> all(List<Actor> actors, Function<Actor, T> question) {
        List<CompletableFuture<T>> answers = new ArrayList<>();
        for (Actor actor : actors) answers.add(CompletableFuture.supplyAsync(() -> question.apply(actor), askers));
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static <T> T get(Actor actor, String path, Class<T> type) {
        return checked(actor, actor.client().get(path)).as(type);
    }

    private static Reply post(Actor actor, String path, Object record) {
        return checked(actor, actor.client().post(path, record));
    }

    private static Reply checked(Actor actor, Reply reply) {
        if (!reply.isOk()) throw new NegativeAnswerException(actor.name() + " refused: " + reply.text());
        return reply;
    }

    private static boolean isAlive(MemberList list, Actor actor) {
        return list.members().stream()
                .anyMatch(member ->
                        member.name().equals(actor.name()) && member.state().equals("ALIVE"));
    }

    private static int alive(MemberList list) {
        return (int) list.members().stream()
                .filter(member -> member.state().equals("ALIVE"))
                .count();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static String names(List<Actor> actors) {
        return actors.stream().map(Actor::name).collect(Collectors.joining(" "));
    }
}
