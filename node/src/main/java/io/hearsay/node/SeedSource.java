package io.hearsay.node;

import io.hearsay.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Turns seeds into addresses; names and files are looked at anew each time.
 *
 * <p>Blocks while it looks up, so it is asked on a thread that may. What cannot be looked up now gives no address, and
 * one line a minute. Bound: 256 addresses.
 */
final class SeedSource {
    static final int MAX_ADDRESSES = 256;

    private final Lookup lookup;
    private final NodeLog log;

    /** A resolver of names. */
    interface Lookup {
        /** All addresses of a host, of both families. */
        InetAddress[] allByName(String host) throws UnknownHostException;
    }

    SeedSource(Lookup lookup, NodeLog log) {
        this.lookup = lookup;
        this.log = log;
    }

    /** The addresses that the seeds stand for now, each once, in the order of the seeds. */
    List<Address> resolve(List<Seed> seeds) {
        Set<Address> addresses = new LinkedHashSet<>();
        for (Seed seed : seeds) add(seed, addresses);
        return addresses.stream().limit(MAX_ADDRESSES).toList();
    }

    private void add(Seed seed, Set<Address> addresses) {
        if (seed instanceof Seed.Literal literal) addresses.add(literal.address());
        else if (seed instanceof Seed.Name name) lookUp(name, addresses);
        else if (seed instanceof Seed.Listed listed) read(listed.file(), addresses);
        else throw new AssertionError(seed);
    }

    private void lookUp(Seed.Name seed, Set<Address> addresses) {
        try {
            for (InetAddress found : lookup.allByName(seed.name()))
                addresses.add(Address.of(found.getAddress(), seed.port()));
        } catch (UnknownHostException e) {
            log.warnRarely("seed name", "seed {} has no address now; it will be looked up again", seed);
        }
    }

    private void read(Path file, Set<Address> addresses) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            log.warnRarely(
                    "seed file", "the seed file {} cannot be read now ({}); it will be read again", file, e.toString());
            return;
        }
        for (Seed seed : parse(file, lines)) if (!(seed instanceof Seed.Listed)) add(seed, addresses);
    }

    /** The lines that are seeds; one bad line is said and does not hide the others. */
    private List<Seed> parse(Path file, List<String> lines) {
        List<Seed> seeds = new ArrayList<>();
        for (String line : lines) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) continue;
            try {
                seeds.add(Seed.parse(text));
            } catch (IllegalArgumentException e) {
                log.warnRarely("seed line", "a line of {} was skipped: {}", file, e.getMessage());
            }
        }
        return seeds;
    }
}
