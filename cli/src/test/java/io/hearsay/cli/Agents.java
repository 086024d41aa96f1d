package io.hearsay.cli;

import io.hearsay.agent.api.MemberList;
import io.hearsay.agent.api.MemberView;
import io.hearsay.cli.Troupe.Actor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What tests ask of real agents. Waits are bounded, never measured. */
final class Agents {
    static final int PATIENCE_SECONDS = 60;

    private Agents() {}

    /** The flags of an agent with a key, on loopback and free ports. */
    static List<String> flags(String cluster, String name, Path key, String... more) {
        List<String> flags = new ArrayList<>(List.of(
                "--cluster",
                cluster,
                "--name",
                name,
                "--key-file",
                key.toString(),
                "--bind",
                "127.0.0.1:0",
                "--http",
                "127.0.0.1:0"));
        flags.addAll(List.of(more));
        return flags;
    }

    static AgentClient client(Actor actor) {
        return actor.client();
    }

    static MemberList members(Actor actor) {
        return client(actor).get("/v1/members").as(MemberList.class);
    }

    static Optional<MemberView> member(Actor actor, String name) {
        return members(actor).members().stream()
                .filter(member -> member.name().equals(name))
                .findFirst();
    }

    static List<String> alive(Actor actor) {
        return members(actor).members().stream()
                .filter(member -> member.state().equals("ALIVE"))
                .map(MemberView::name)
                .toList();
    }

    static Optional<String> state(Actor actor, String name) {
        return member(actor, name).map(MemberView::state);
    }

    /** The sum of the samples that carry these tags. */
    static double metric(Actor actor, String name, String... tags) {
        return client(actor)
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name) && Stream.of(tags).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Returns when it is so; fails with what the agents have logged if it takes too long. */
    static void await(Troupe troupe, BooleanSupplier fact) {
        long begun = System.nanoTime();
        try {
            while (!fact.getAsBoolean()) {
                if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS))
                    throw new AssertionError("not so after " + PATIENCE_SECONDS + " s; the agents said:\n"
                            + Files.readString(troupe.log()));
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What a command line says, given again and again, the first time that it is so. */
    static Said await(Troupe troupe, Predicate<Said> isSo, String... words) {
        List<Said> last = new ArrayList<>();
        await(troupe, () -> {
            last.clear();
            last.add(hearsay(words));
            return isSo.test(last.get(0));
        });
        return last.get(0);
    }

    /** What a command line said. */
    record Said(int code, String out, String err) {}

    static Said hearsay(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
        return new Said(code, out.toString(), err.toString());
    }
}
