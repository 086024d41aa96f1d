package io.hearsay.node;

import io.hearsay.Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses a node gives to others, and why these.
 *
 * <ol>
 *   <li>Those that the configuration names.
 *   <li>The bound address, if it is one certain address.
 *   <li>Bound to all addresses: of each family that is bound, the one from which this host reaches its first seed,
 *   <li>else the lowest global one on an interface that is up, interfaces made for containers last,
 *   <li>else the loopback address.
 * </ol>
 *
 * <p>The same host in the same state always chooses the same.
 *
 * @param addresses IPv4 first; at least one
 * @param reasons one sentence for each
 */
record Advertised(List<Address> addresses, List<String> reasons) {
    private static final List<String> CONTAINER_PREFIXES = List.of("docker", "br-", "veth", "cni", "virbr");
    private static final Address LOOPBACK_V4 = Address.parse("127.0.0.1:0");
    private static final Address LOOPBACK_V6 = Address.parse("[::1]:0");

    /** An address of this host; ports are of no meaning here. */
    record Candidate(String interfaceName, Address address) {
        boolean isContainers() {
            return CONTAINER_PREFIXES.stream().anyMatch(interfaceName::startsWith);
        }
    }

    /** What this host can say of itself. */
    interface Host {
        /** All addresses on interfaces that are up. */
        List<Candidate> candidates();

        /** The address from which a packet to {@code to} would leave, if there is a way. */
        Optional<Address> sourceFor(Address to);
    }

    static Advertised choose(Address bound, List<Address> configured, List<Address> seeds, Host host) {
        if (!configured.isEmpty())
            return new Advertised(
                    configured.stream()
                            .map(a -> a.port() == 0 ? a.withPort(bound.port()) : a)
                            .toList(),
                    configured.stream().map(a -> "the configuration says so").toList());
        if (!isWildcard(bound)) return new Advertised(List.of(bound), List.of("it is bound to this address only"));
        List<Address> addresses = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        ofFamily(true, seeds, host, addresses, reasons);
        if (!bound.isV4()) ofFamily(false, seeds, host, addresses, reasons);
        if (addresses.isEmpty()) {
            addresses.add(hasV4(bound, host) ? LOOPBACK_V4 : LOOPBACK_V6);
            reasons.add("no interface that is up has a global address");
        }
        return new Advertised(
                addresses.stream().map(a -> a.withPort(bound.port())).toList(), reasons);
    }

    /** Whether this stands for all addresses of the host. */
    static boolean isWildcard(Address address) {
        return address.high() == 0 && (address.low() == 0 || address.equals(Address.v4(0, address.port())));
    }

    private static boolean hasV4(Address bound, Host host) {
        return bound.isV4()
                || host.candidates().stream().anyMatch(c -> c.address().isV4());
    }

    private static void ofFamily(
            boolean v4, List<Address> seeds, Host host, List<Address> addresses, List<String> reasons) {
        for (Address seed : seeds) {
            if (seed.isV4() != v4) continue;
            Optional<Address> source = host.sourceFor(seed);
            if (source.isEmpty() || isWildcard(source.get())) continue;
            addresses.add(source.get());
            reasons.add("packets to the seed " + seed + " leave from it");
            return;
        }
        host.candidates().stream()
                .filter(c -> c.address().isV4() == v4 && isGlobal(c.address()))
                .min(Comparator.comparing(Candidate::isContainers).thenComparing(Candidate::address))
                .ifPresent(c -> {
                    addresses.add(c.address());
                    reasons.add("it is the lowest global one, on " + c.interfaceName());
                });
    }

    private static boolean isGlobal(Address address) {
        if (address.isV4()) {
            int first = (int) (address.low() >>> 24 & 0xff);
            int second = (int) (address.low() >>> 16 & 0xff);
            return first != 127 && first != 0 && first < 224 && !(first == 169 && second == 254);
        }
        int first = (int) (address.high() >>> 48);
        boolean isLinkLocal = (first & 0xffc0) == 0xfe80;
        boolean isMulticast = (first & 0xff00) == 0xff00;
        return address.high() != 0 && !isLinkLocal && !isMulticast;
    }
}
