package io.hearsay.cli;

import io.hearsay.agent.api.Json;
import io.hearsay.agent.api.MapChanged;
import io.hearsay.agent.api.MapList;
import io.hearsay.agent.api.MapValue;
import io.hearsay.agent.api.MapView;
import io.hearsay.agent.api.MapWrite;
import io.hearsay.agent.api.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearsay kv}: the maps that all members hold, or those with a tag. */
@Command(
        name = "kv",
        description = "Read and write the maps that members hold and any of those may write.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            KvVerb.Put.class,
            KvVerb.Get.class,
            KvVerb.Delete.class,
            KvVerb.Keys.class,
            KvVerb.Watch.class,
            KvVerb.Counter.class,
            KvVerb.Set.class,
            KvVerb.Flag.class,
            KvVerb.Maps.class
        })
final class KvVerb implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a verb is missing: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** Which map is meant. */
    static final class Which {
        @Option(
                names = "--map",
                paramLabel = "MAP",
                defaultValue = "default",
                description = "The map (default: default).")
        private String map;

        String path() {
            return "/v1/maps/" + AgentClient.encoded(map).replace("+", "%20");
        }

        String name() {
            return map;
        }
    }

    static String text(MapValue value) {
        List<Payload> values = value.values();
        List<String> elements = value.elements();
        if (values != null) return values.stream().map(KvVerb::text).collect(Collectors.joining(" | "));
        if (elements != null) return "{" + String.join(", ", elements) + "}";
        if (value.count() != null) return value.count().toString();
        if (value.enabled() != null) return value.enabled() ? "on" : "off";
        return "(nothing)";
    }

    private static String text(Payload payload) {
        return payload.text() != null ? payload.text() : "base64:" + payload.base64();
    }

    /** A verb about one key, whose answer is what stands there afterwards. */
    abstract static class OfKey extends ClientVerb {
        @Mixin
        final Which which = new Which();

        @Parameters(index = "0", paramLabel = "KEY", description = "The key.")
        String key;

        final int write(AgentClient agent, MapWrite write) {
            return show(agent.post(which.path(), write), MapValue.class, this::print);
        }

        final int read(AgentClient agent) {
            return show(
                    agent.get(which.path() + "/entry?key=" + AgentClient.encoded(key)), MapValue.class, this::print);
        }

        private void print(MapValue value) {
            List<Payload> values = value.values();
            if (values == null) out().println(text(value));
            else values.forEach(each -> out().println(text(each)));
        }
    }

    /** A verb that makes the map if there is none, and can say which members are to hold it. */
    abstract static class Making extends OfKey {
        @Option(
                names = "--on",
                paramLabel = "KEY=VALUE",
                description = "Make the map one that the members with this tag hold (default: all members).")
        private @Nullable String tag;

        @Option(names = "--zone", paramLabel = "ZONE", description = "The same as --on zone=ZONE.")
        private @Nullable String zone;

        final int make(AgentClient agent, MapWrite write) {
            if (tag != null && zone != null) throw wrongUsage("--on and --zone are two rules; a map has one");
            return write(agent, write.heldBy(zone == null ? tag : "zone=" + zone));
        }
    }

    /** {@code hearsay kv put}. */
    @Command(name = "put", description = "Write a value; of a map with siblings, in place of all that stand here.")
    static final class Put extends Making {
        @Parameters(index = "1", paramLabel = "VALUE", description = "The value.")
        private String value;

        @Option(
                names = "--ttl",
                paramLabel = "TIME",
                description = "How long it is there, such as 30s (default: for ever).")
        private @Nullable String ttl;

        @Option(names = "--ephemeral", description = "It is there only as long as the agent that is asked.")
        private boolean ephemeral;

        @Option(names = "--siblings", description = "Make the map one in which writes that cross stand side by side.")
        private boolean siblings;

        @Override
        int ask(AgentClient agent) {
            if (ephemeral && (ttl != null || siblings))
                throw wrongUsage("--ephemeral goes with neither --ttl nor --siblings");
            Payload bytes = Payload.compact(value.getBytes(StandardCharsets.UTF_8));
            String policy = siblings ? "siblings" : null;
            Boolean isEphemeral = ephemeral ? true : null;
            return make(
                    agent,
                    new MapWrite("put", key, policy, null, bytes.text(), bytes.base64(), ttl, isEphemeral, null));
        }
    }

    /** {@code hearsay kv get}. */
    @Command(name = "get", description = "Print a value, or each of several siblings on a line of its own.")
    static final class Get extends OfKey {
        @Override
        int ask(AgentClient agent) {
            return read(agent);
        }
    }

    /** {@code hearsay kv delete}. */
    @Command(name = "delete", description = "Delete a value, wherever it is.")
    static final class Delete extends OfKey {
        @Override
        int ask(AgentClient agent) {
            return write(agent, MapWrite.of("delete", key, null));
        }
    }

    /** {@code hearsay kv counter}. */
    @Command(name = "counter", description = "Add to a counter and print it; without an amount, print it.")
    static final class Counter extends Making {
        @Parameters(index = "1", arity = "0..1", paramLabel = "AMOUNT", description = "Below 0, it is taken away.")
        private @Nullable Long amount;

        @Override
        int ask(AgentClient agent) {
            if (amount == null) return read(agent);
            return make(agent, MapWrite.count(key, amount));
        }
    }

    /** {@code hearsay kv set}. */
    @Command(name = "set", description = "Add an element to a set, or remove one, and print it; without, print it.")
    static final class Set extends Making {
        @Option(names = "--add", paramLabel = "ELEMENT", description = "What to add.")
        private @Nullable String added;

        @Option(names = "--remove", paramLabel = "ELEMENT", description = "What to remove.")
        private @Nullable String removed;

        @Override
        int ask(AgentClient agent) {
            if (added != null && removed != null) throw wrongUsage("--add and --remove are two writes; say one");
            if (added != null) return make(agent, MapWrite.of("add", key, added));
            if (removed != null) return make(agent, MapWrite.of("remove", key, removed));
            return read(agent);
        }
    }

    /** {@code hearsay kv flag}. */
    @Command(name = "flag", description = "Switch a flag and print it; without a word, print it.")
    static final class Flag extends Making {
        @Parameters(index = "1", arity = "0..1", paramLabel = "on|off", description = "What it is to be.")
        private @Nullable String word;

        @Override
        int ask(AgentClient agent) {
            if (word == null) return read(agent);
            if (!word.equals("on") && !word.equals("off")) throw wrongUsage("a flag is on or off, was '" + word + "'");
            return make(agent, MapWrite.of(word.equals("on") ? "enable" : "disable", key, null));
        }
    }

    /** {@code hearsay kv list}. */
    @Command(name = "list", description = "Print the keys that begin so, with what stands there.")
    static final class Keys extends ClientVerb {
        @Mixin
        private final Which which = new Which();

        @Parameters(arity = "0..1", paramLabel = "PREFIX", description = "How the keys begin.")
        private String prefix = "";

        @Override
        int ask(AgentClient agent) {
            return show(agent.get(which.path() + "?prefix=" + AgentClient.encoded(prefix)), MapView.class, this::print);
        }

        private void print(MapView view) {
            Table table = new Table(ink(), "KEY", "VALUE", "OWNER");
            for (MapValue value : view.entries())
                table.row(value.key(), text(value), value.owner() == null ? "" : value.owner());
            if (view.entries().isEmpty()) out().println("no such keys in map '" + view.map() + "'");
            else table.lines().forEach(out()::println);
        }
    }

    /** {@code hearsay kv maps}. */
    @Command(name = "maps", description = "Print which maps there are, and how much is in them.")
    static final class Maps extends ClientVerb {
        @Override
        int ask(AgentClient agent) {
            return show(agent.get("/v1/maps"), MapList.class, this::print);
        }

        private void print(MapList list) {
            Table table = new Table(ink(), "MAP", "POLICY", "HELD BY", ">ENTRIES", ">BYTES");
            for (MapList.Entry map : list.maps())
                table.row(
                        map.map(),
                        map.policy(),
                        map.rule(),
                        map.held() ? Long.toString(map.entries()) : "-",
                        map.held() ? Long.toString(map.bytes()) : "-");
            if (list.maps().isEmpty()) out().println("no maps yet");
            else table.lines().forEach(out()::println);
        }
    }

    /** {@code hearsay kv watch}. */
    @Command(name = "watch", description = "Print changes as they come, one a line, until Ctrl-C.")
    static final class Watch extends StreamVerb {
        @Mixin
        private final Which which = new Which();

        @Parameters(arity = "0..1", paramLabel = "PREFIX", description = "How the keys begin.")
        private String prefix = "";

        @Option(names = "--count", paramLabel = "N", description = "End after so many changes.")
        private long count = Long.MAX_VALUE;

        private long seen;

        @Override
        String path() {
            if (count < 1) throw wrongUsage("--count must be 1 or more, was " + count);
            return which.path() + "/watch?prefix=" + AgentClient.encoded(prefix);
        }

        @Override
        boolean wantsMore(String json) {
            return ++seen < count;
        }

        @Override
        void print(String json) throws IOException {
            MapValue entry = Json.readTame(json, MapChanged.class).entry();
            out().println(entry.key() + "  " + text(entry));
        }
    }
}
