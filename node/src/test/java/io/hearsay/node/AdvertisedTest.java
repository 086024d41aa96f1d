package io.hearsay.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdvertisedTest {
    private static final Address ALL_V4 = Address.parse("0.0.0.0:7940");
    private static final Address ALL = Address.parse("[::]:7940");

    private final FakeHost host = new FakeHost();

    /** A host as a table. */
    private static final class FakeHost implements Advertised.Host {
        private final List<Advertised.Candidate> candidates = new ArrayList<>();
        private Optional<Address> source = Optional.empty();

        FakeHost with(String interfaceName, String... addresses) {
            for (String address : addresses)
                candidates.add(new Advertised.Candidate(interfaceName, Address.parse(address + ":0")));
            return this;
        }

        @Override
        public List<Advertised.Candidate> candidates() {
            return candidates;
        }

        @Override
        public Optional<Address> sourceFor(Address to) {
            return source;
        }
    }

    @Test
    void takes_what_the_configuration_says_and_fills_in_the_port() {
        assertThat(choose(ALL, List.of(Address.parse("192.0.2.1:80"), Address.parse("[2001:db8::1]:0")), List.of()))
                .containsExactly("192.0.2.1:80", "[2001:db8::1]:7940");
    }

    @Test
    void takes_the_bound_address_if_it_is_one() {
        assertThat(choose(Address.parse("127.0.0.1:7941"), List.of(), List.of()))
                .containsExactly("127.0.0.1:7941");
    }

    @Test
    void takes_the_address_that_leads_to_the_first_seed() {
        host.with("eth0", "10.0.0.5").with("eth1", "10.1.0.5").source = Optional.of(Address.parse("10.1.0.5:0"));
        assertThat(choose(ALL_V4, List.of(), List.of(Address.parse("10.1.0.9:7940"))))
                .containsExactly("10.1.0.5:7940");
    }

    @Test
    void takes_the_lowest_global_address_of_each_family() {
        host.with("lo", "127.0.0.1", "[::1]").with("eth1", "10.0.0.7", "[fe80::1]", "[2001:db8::7]");
        host.with("eth0", "10.0.0.6", "[2001:db8::6]");
        assertThat(choose(ALL, List.of(), List.of())).containsExactly("10.0.0.6:7940", "[2001:db8::6]:7940");
        assertThat(choose(ALL_V4, List.of(), List.of())).containsExactly("10.0.0.6:7940");
    }

    @Test
    void takes_carrier_grade_and_public_addresses_as_they_come() {
        host.with("eth0", "100.64.3.2");
        assertThat(choose(ALL_V4, List.of(), List.of())).containsExactly("100.64.3.2:7940");
    }

    @Test
    void takes_a_container_bridge_only_where_there_is_nothing_else() {
        host.with("docker0", "172.17.0.1").with("eth0", "192.168.1.5");
        assertThat(choose(ALL_V4, List.of(), List.of())).containsExactly("192.168.1.5:7940");
        FakeHost bridgeOnly = new FakeHost().with("docker0", "172.17.0.1");
        assertThat(Advertised.choose(ALL_V4, List.of(), List.of(), bridgeOnly).addresses())
                .extracting(Address::toString)
                .containsExactly("172.17.0.1:7940");
    }

    @Test
    void takes_loopback_where_there_is_no_network_and_says_so() {
        host.with("lo", "127.0.0.1", "[::1]").with("eth0", "169.254.3.3", "[fe80::2]");
        Advertised advertised = Advertised.choose(ALL, List.of(), List.of(), host);
        assertThat(advertised.addresses()).containsExactly(Address.parse("127.0.0.1:7940"));
        assertThat(advertised.reasons()).containsExactly("no interface that is up has a global address");
    }

    @Test
    void a_host_without_ipv4_advertises_ipv6() {
        host.with("lo", "[::1]").with("eth0", "[2001:db8::6]");
        assertThat(choose(ALL, List.of(), List.of())).containsExactly("[2001:db8::6]:7940");
        assertThat(Advertised.choose(ALL, List.of(), List.of(), new FakeHost().with("lo", "[::1]"))
                        .addresses())
                .containsExactly(Address.parse("[::1]:7940"));
    }

    @Test
    void this_host_has_an_address() {
        assertThat(Advertised.choose(ALL, List.of(), List.of(), new ThisHost()).addresses())
                .isNotEmpty();
        assertThat(new ThisHost().sourceFor(Address.parse("127.0.0.1:9"))).contains(Address.parse("127.0.0.1:0"));
    }

    private List<String> choose(Address bound, List<Address> configured, List<Address> seeds) {
        return Advertised.choose(bound, configured, seeds, host).addresses().stream()
                .map(Address::toString)
                .toList();
    }
}
