package io.hearsay.agent.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything that an operator can set, in the order of the reference page. */
public enum Setting {
    CLUSTER(
            "cluster",
            "--cluster",
            Shape.TEXT,
            "NAME",
            "",
            "The cluster's id. Nodes with another id are strangers. It has no default, so that nobody shares one by"
                    + " accident; required."),
    NAME(
            "name",
            "--name",
            Shape.TEXT,
            "NAME",
            "host name and a random suffix, kept in the data directory",
            "This node's name, unique in the cluster: 1 to 64 bytes of UTF-8."),
    BIND(
            "bind",
            "--bind",
            Shape.ADDRESS,
            "HOST:PORT",
            "[::]:7940; 127.0.0.1:0 with profile local",
            "Where gossip listens, UDP and TCP on one port: an IP address; port 0 takes a free one."),
    ADVERTISE(
            "advertise",
            "--advertise",
            Shape.LIST,
            "ADDRESS:PORT",
            "found out, and logged with reasons",
            "Where the others reach this node, the preferred address first; at most four."),
    JOIN(
            "join",
            "--join",
            Shape.LIST,
            "SEED",
            "nobody",
            "Members to meet first: host[:port], dns:name[:port] (all addresses of the name), or file:path (one a"
                    + " line); looked up again and called for ever."),
    TAGS(
            "tags",
            "--tag",
            Shape.MAP,
            "KEY=VALUE",
            "none",
            "What every member may know about this node; together at most 512 bytes encoded."),
    PROFILE(
            "profile",
            "--profile",
            Shape.CHOICE,
            "lan|wan|local",
            "lan",
            "Timing for a data centre (lan), between them (wan), or for one machine, as in tests and the demo (local)."),
    KEY_FILE(
            "keyFile",
            "--key-file",
            Shape.FILE,
            "FILE",
            "",
            "The cluster's key, as `hearsay keys generate` writes it; required unless security is insecure."),
    SECURITY(
            "security",
            "--insecure",
            Shape.CHOICE,
            "sealed|insecure",
            "sealed",
            "insecure sends everything readable and lets everybody in; it must be written out, and it warns."),
    DATA_DIR(
            "dataDir",
            "--data-dir",
            Shape.FILE,
            "DIR",
            "nothing is kept",
            "Where the node keeps its name, its epoch and the peers it met, so that it finds its cluster again when"
                    + " all seeds are gone; and what is in the maps."),
    STORE(
            "store",
            "--store",
            Shape.CHOICE,
            "rocksdb|file",
            "rocksdb",
            "How dataDir keeps it. rocksdb: in a log and tables, whatever the size; a journal file that is there is taken over"
                    + " once. file: in one file, written anew by each group of writes, for at most 5 MiB of maps."),
    STORE_SYNC(
            "store.sync",
            "--store-sync",
            Shape.CHOICE,
            "sync|async",
            "sync",
            "What holds when rocksdb has written. sync: it survives a loss of power, for one wait for the disk per group of"
                    + " writes. async: it survives the process; a loss of power may take the last seconds."),
    DURABILITY(
            "maps.durability",
            "--durability",
            Shape.CHOICE,
            "none|async|sync",
            "async with dataDir, else none",
            "When a write to a map is done. none: it is in memory. async: and on its way to dataDir. sync: and it survives a"
                    + " loss of power here."),
    MAPS_AUDIT(
            "maps.audit",
            "--audit",
            Shape.DURATION,
            "DURATION",
            "1d",
            "How long the agent takes to read all entries of maps anew in the background, and has others do so, to find what"
                    + " has rotted in memory. Shorter finds it sooner, and reads and sends more; 0s: only on demand."),
    HTTP(
            "http",
            "--http",
            Shape.ADDRESS,
            "HOST:PORT",
            "127.0.0.1:7941",
            "Where the HTTP API listens; port 0 takes a free one. Off loopback it wants httpTokenFile."),
    HTTP_TOKEN_FILE(
            "httpTokenFile",
            "--http-token-file",
            Shape.FILE,
            "FILE",
            "no token",
            "A secret of 16 bytes or more; every request but /healthz must then carry `Authorization: Bearer …`."),
    MTU(
            "gossip.mtu",
            "--mtu",
            Shape.SIZE,
            "SIZE",
            "1232B",
            "The largest datagram, 508 to 65507 bytes. More than the network's path carries is lost in pieces."),
    BUDGET(
            "gossip.budget",
            "--budget",
            Shape.SIZE,
            "SIZE",
            "16MiB; 1MiB with profile wan",
            "A cap on the bytes that the node sends each second; what membership needs never waits for it."),
    FANOUT(
            "gossip.fanout",
            "--fanout",
            Shape.NUMBER,
            "N",
            "3",
            "How many peers are told at once of an event just heard, 1 to 8. More reaches all sooner and bears more loss;"
                    + " each is a copy per node and event."),
    PEERS(
            "gossip.peers",
            "--peers",
            Shape.CHOICE,
            "uniform|round-robin|zones|near",
            "uniform",
            "Whom events go to first: anybody; everybody in turn; mostly members with the same tag `zone`, so that what crosses a zone's"
                    + " border does not grow with it; or mostly those with a short round-trip time."),
    BROADCAST(
            "gossip.broadcast",
            "--broadcast",
            Shape.CHOICE,
            "rumor|tree",
            "rumor; a tree with partial membership",
            "How events spread: as rumors, in several copies, whatever breaks; or along a tree over a few links of each"
                    + " member, in one copy, mended when it breaks. One way for the whole cluster."),
    SLOW_RUMORS(
            "gossip.slowRumors",
            "--slow-rumors",
            Shape.DURATION,
            "DURATION",
            "off: events leave at once",
            "Events spread in rounds of this length and nothing else, so that one can watch; for demonstrations."),
    MEMBERSHIP(
            "membership",
            "--membership",
            Shape.CHOICE,
            "full|partial|scuttlebutt",
            "full",
            "full: everybody knows everybody, and finds out by probes who died. scuttlebutt: the same the Cassandra way, by"
                    + " heartbeats. partial: each knows a few neighbours, for clusters too large for lists; events reach"
                    + " everybody, queries and orders need full or scuttlebutt. One way for the whole cluster; what is set"
                    + " below `membership.` is about full, but for maxAbsence."),
    DETECTOR(
            "detector",
            "--detector",
            Shape.CHOICE,
            "swim|phi",
            "swim with membership full, phi with scuttlebutt",
            "What decides who is dead: SWIM's probes, or phi over the intervals of heartbeats. full goes with swim,"
                    + " scuttlebutt with phi, partial with neither: its links decide."),
    PHI_THRESHOLD(
            "phi.threshold",
            "--phi-threshold",
            Shape.NUMBER,
            "PHI",
            "8",
            "From which phi on a silent member is dead, 1 to 1000: 8 is 18.4 usual intervals. Higher forgives longer pauses,"
                    + " and finds the dead later."),
    PHI_WINDOW(
            "phi.window",
            "--phi-window",
            Shape.NUMBER,
            "N",
            "1000",
            "How many of a member's last intervals say what is usual, 1 to 100000."),
    PERIOD(
            "membership.period",
            "--period",
            Shape.DURATION,
            "DURATION",
            "1s; 5s with profile wan, 500ms with local",
            "How often each member probes another. Shorter finds the dead sooner, forgives shorter pauses, and costs bytes"
                    + " in proportion; the next two keep their proportion to it."),
    PROBE_TIMEOUT(
            "membership.probeTimeout",
            "--probe-timeout",
            Shape.DURATION,
            "DURATION",
            "500ms; 3s with profile wan, 200ms with local",
            "How long a probe waits for its answer before others are asked for help; at most the period."),
    SUSPICION(
            "membership.suspicion",
            "--suspicion",
            Shape.DURATION,
            "DURATION",
            "2.4 periods",
            "The least time that a suspect has to answer before it is given up. A pause up to about this and a period is"
                    + " forgiven; the dead are found as much later."),
    MEMBERSHIP_FANOUT(
            "membership.fanout",
            "--membership-fanout",
            Shape.NUMBER,
            "N",
            "3; 4 with profile wan",
            "How many members are told of changes among them in each round, 1 to 16."),
    MAX_ABSENCE(
            "membership.maxAbsence",
            "--max-absence",
            Shape.DURATION,
            "DURATION",
            "7d",
            "How long the dead and the removed are remembered. Longer keeps what was removed from coming back with a"
                    + " member that was away."),
    FAULT_HOOK(
            "faultHook",
            "--fault-hook",
            Shape.SWITCH,
            "true|false",
            "false",
            "Lets POST /v1/faults cut, delay and drop what passes between this node and others: for tests, never in"
                    + " production.");

    private final String key;
    private final String flag;
    private final Shape shape;
    private final String placeholder;
    private final String fallback;
    private final String description;

    Setting(String key, String flag, Shape shape, String placeholder, String fallback, String description) {
        this.key = key;
        this.flag = flag;
        this.shape = shape;
        this.placeholder = placeholder;
        this.fallback = fallback;
        this.description = description;
    }

    /** The key in the file; a dot stands for nesting. */
    public String key() {
        return key;
    }

    /** The flag of {@code hearsay agent}. */
    public String flag() {
        return flag;
    }

    /** The environment variable: the key in capitals. */
    public String variable() {
        return "HEARSAY_"
                + key.replace('.', '_').replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    public Shape shape() {
        return shape;
    }

    /** What stands for the value in help texts. */
    public String placeholder() {
        return placeholder;
    }

    /** What holds when nothing is set, in words; empty if something must be. */
    public String fallback() {
        return fallback;
    }

    public String description() {
        return description;
    }

    /** The allowed values of a {@link Shape#CHOICE}. */
    public List<String> choices() {
        return List.of(placeholder.split("\\|"));
    }

    /** What the flag stands for when it takes no value. */
    public Optional<String> flagStandsFor() {
        if (this == SECURITY) return Optional.of("insecure");
        return shape == Shape.SWITCH ? Optional.of("true") : Optional.empty();
    }

    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
    }

    static Optional<Setting> ofVariable(String variable) {
        return Arrays.stream(values())
                .filter(s -> s.variable().equals(variable))
                .findFirst();
    }

    /** How a setting's value is written. */
    public enum Shape {
        TEXT,
        ADDRESS,
        FILE,
        CHOICE,
        SWITCH,
        DURATION,
        SIZE,
        NUMBER,
        LIST,
        MAP
    }
}
