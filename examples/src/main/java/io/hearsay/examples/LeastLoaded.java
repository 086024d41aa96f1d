package io.hearsay.examples;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.StateFilter;
import io.hearsay.cluster.Subscription;
import io.hearsay.membership.Member;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;

/** Members that say how loaded they are, and which schema they have. */
public final class LeastLoaded {
    // snippet:start
    private final Cluster cluster;

    /** Looks at the members of this cluster. */
    public LeastLoaded(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Says how loaded this member is, for as long as it is said again in time. */
    public void say(double load) {
        cluster.state().put("load", String.valueOf(load), Duration.ofSeconds(30));
    }

    /** The live member that says the least load of itself. */
    public Optional<String> leastLoaded() {
        return cluster.members().stream()
                .filter(member -> member.state().isLive())
                .map(Member::name)
                .filter(name -> load(name).isPresent())
                .min(Comparator.comparing(name -> load(name).orElseThrow()));
    }

    private OptionalDouble load(String member) {
        Optional<String> load = cluster.state().get(member, "load");
        return load.map(text -> OptionalDouble.of(Double.parseDouble(text))).orElse(OptionalDouble.empty());
    }

    /** Hears every member's schema version: those that are there, then those that come. */
    public Subscription watchSchemas() {
        return cluster.state().watch(StateFilter.key("schema"), change -> {
            System.out.println(change.owner().name() + " has schema " + change.value());
        });
    }
    // snippet:end
}
