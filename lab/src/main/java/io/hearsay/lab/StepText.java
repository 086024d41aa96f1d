package io.hearsay.lab;

import io.hearsay.membership.MemberState;
import io.hearsay.sim.Expectations;
import io.hearsay.sim.Faults;
import io.hearsay.sim.Nodes;
import io.hearsay.sim.Path;
import io.hearsay.sim.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Steps as scenario files write them: the moment, one verb, and what the verb needs. */
final class StepText {
    /** In the order in which messages list them. */
    private static final Map<String, Function<Fields, Step>> VERBS = new LinkedHashMap<>();

    static {
        network();
        paths();
        nodes();
        members();
    }

    private static final int MAX_EVENT_BYTES = 1 << 20;

    private StepText() {}

    private static void network() {
        VERBS.put("partition", f -> Faults.partition(NodesText.groups("partition", f.required("partition"))));
        VERBS.put("heal", f -> word(f, "heal", "all", Faults.heal()));
        VERBS.put("calm", f -> word(f, "calm", "all", Faults.calm()));
        VERBS.put("loss", f -> Faults.loss(f.ratio("loss")));
        VERBS.put("duplicate", f -> Faults.duplicate(f.ratio("duplicate")));
        VERBS.put("reorder", f -> Faults.reorder(f.ratio("reorder"), f.duration("by")));
        VERBS.put("latency", f -> Faults.latency(f.text("latency"), f.latency("latency")));
    }

    private static void paths() {
        path("cut", f -> Path::cut);
        path("clog", f -> Path::clog);
        path("reject", f -> Path::reject);
        path("reject-streams", f -> Path::rejectStreams);
        path("restore", f -> Path::restore);
        path("lossy", f -> {
            double ratio = f.ratio("loss");
            return path -> path.loss(ratio);
        });
        path("slow", f -> {
            var latency = f.latency("latency");
            return path -> path.latency(latency);
        });
    }

    private static void path(String verb, Function<Fields, Consumer<Path>> change) {
        VERBS.put(verb, f -> {
            Fields ends = new Fields(f.required(verb), verb);
            Step step = Faults.paths(verb, who(ends, "from"), who(ends, "to"), change.apply(f));
            ends.done();
            return step;
        });
    }

    private static void nodes() {
        VERBS.put("crash", f -> Faults.crash(who(f, "crash")));
        VERBS.put("crash-host", f -> Faults.crashHost(who(f, "crash-host")));
        VERBS.put("start", f -> Faults.start(who(f, "start")));
        VERBS.put("restart", f -> Faults.restart(who(f, "restart"), comeback(f)));
        VERBS.put("pause", f -> Faults.pause(who(f, "pause"), f.duration("for")));
        VERBS.put(
                "stall",
                f -> Faults.stall(who(f, "stall"), f.duration("for"), f.duration("awake"), f.duration("during")));
        VERBS.put("clock-rate", f -> Faults.clockRate(who(f, "clock-rate"), rate(f)));
        VERBS.put("handler-cost", f -> Faults.handlerCost(who(f, "handler-cost"), f.duration("cost")));
        VERBS.put("rebind", f -> Faults.rebind(who(f, "rebind"), f.duration("for")));
        VERBS.put("move", f -> Faults.move(who(f, "move")));
        VERBS.put("disk", f -> {
            boolean fails =
                    f.read("state", text -> choice(text, "full", "good")).equals("full");
            return Faults.diskFails(who(f, "disk"), fails);
        });
    }

    private static Faults.Comeback comeback(Fields f) {
        boolean kept = !f.has("disk")
                || f.read("disk", text -> choice(text, "kept", "wiped")).equals("kept");
        boolean elsewhere = f.has("address")
                && f.read("address", text -> choice(text, "same", "new")).equals("new");
        return new Faults.Comeback(kept, f.duration("clock", Duration.ZERO), elsewhere);
    }

    private static double rate(Fields f) {
        return f.read("rate", text -> {
            try {
                double rate = Double.parseDouble(text);
                if (rate >= 0.01 && rate <= 100) return rate;
            } catch (NumberFormatException e) {
                // said below
            }
            throw new IllegalArgumentException("0.01..100");
        });
    }

    private static void members() {
        VERBS.put("leave", f -> Expectations.leave(who(f, "leave")));
        VERBS.put("forget", f -> Expectations.forget(who(f, "forget"), who(f, "by")));
        VERBS.put("expect", StepText::expect);
        VERBS.put("forbid", StepText::forbid);
        VERBS.put(
                "publish",
                f -> Expectations.publish(
                        who(f, "publish"), f.text("topic"), f.number("bytes", 0, MAX_EVENT_BYTES, 100)));
    }

    private static Step forbid(Fields f) {
        String what = f.read("forbid", text -> choice(text, "deaths", "flapping"));
        Duration time = f.duration("for");
        return what.equals("deaths") ? Expectations.noFalseDeaths(time) : Expectations.noFlapping(who(f, "of"), time);
    }

    private static Step expect(Fields f) {
        String what = f.read("expect", text -> choice(text, "one view", "rest", "alive", "suspect", "dead", "removed"));
        Duration within = f.duration("within", Duration.ZERO);
        if (what.equals("one view")) return Expectations.oneView(within);
        if (what.equals("rest")) return Expectations.atRest(f.number("frames", 1, 1_000, 8), within);
        Nodes subjects = who(f, "of");
        return switch (what) {
            case "alive" -> Expectations.believed(subjects, MemberState.ALIVE, within);
            case "suspect" -> Expectations.believed(subjects, MemberState.SUSPECT, within);
            case "dead" -> Expectations.believed(subjects, MemberState.DEAD, within);
            default -> Expectations.removed(subjects, within);
        };
    }

    private static Nodes who(Fields f, String key) {
        return NodesText.read(key, f.required(key));
    }

    private static Step word(Fields f, String key, String only, Step step) {
        f.read(key, text -> choice(text, only));
        return step;
    }

    private static String choice(String text, String... allowed) {
        for (String each : allowed) if (each.equals(text)) return text;
        throw new IllegalArgumentException(String.join(" or ", List.of(allowed)));
    }

    /** Reads the verb and what belongs to it; the moment was read before. */
    static Step read(Fields fields) {
        fields.optional("at");
        List<String> verbs = fields.keys().stream().filter(VERBS::containsKey).toList();
        String known = String.join(", ", VERBS.keySet());
        if (verbs.isEmpty())
            throw new ScenarioException(
                    fields.where() + " a step needs one of " + known + "; has " + String.join(", ", fields.keys()));
        String verb = verbs.get(0);
        // 'loss', 'latency' and 'disk' are verbs of their own and belong to others, too.
        for (String each : verbs) if (isMain(each, verbs)) verb = each;
        Step step = verb(verb).apply(fields);
        fields.done();
        return step;
    }

    private static boolean isMain(String verb, List<String> verbs) {
        return verbs.size() == 1 || !List.of("loss", "latency", "disk").contains(verb);
    }

    private static Function<Fields, Step> verb(String name) {
        Function<Fields, Step> verb = VERBS.get(name);
        if (verb == null) throw new AssertionError(name);
        return verb;
    }
}
