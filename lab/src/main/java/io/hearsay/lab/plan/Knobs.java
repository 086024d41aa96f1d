package io.hearsay.lab.plan;

import io.hearsay.membership.swim.SwimConfig;
import io.hearsay.stack.ClusterNodeConfig;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a plan sets, each under the name that the agent's configuration has for it.
 *
 * @param profile {@code lan} or {@code wan}
 * @param period answers {@code --detect-within}, within {@code --budget}
 * @param probeTimeout follows the period
 * @param suspicion follows the period
 * @param membershipFanout answers {@code --reliability} for deaths
 * @param fanout answers {@code --deliver-within} and {@code --reliability} for events
 * @param budgetBytes the cap on bursts; empty: the profile's
 */
public record Knobs(
        String profile,
        Duration period,
        Duration probeTimeout,
        Duration suspicion,
        int membershipFanout,
        int fanout,
        OptionalLong budgetBytes) {

    /** What a network's profile has. */
    static Knobs usual(Network network) {
        ClusterNodeConfig config = network.isLan() ? ClusterNodeConfig.lan() : ClusterNodeConfig.wan();
        SwimConfig swim = config.members().swim();
        return new Knobs(
                network.isLan() ? "lan" : "wan",
                swim.period(),
                swim.probeTimeout(),
                swim.suspicion().floor(),
                swim.gossipFanout(),
                config.rumors().firstPush().fanout(),
                OptionalLong.empty());
    }

    /** The same with another period, and what follows it, in whole milliseconds. */
    Knobs withPeriod(Duration other) {
        double factor = other.toNanos() / (double) period.toNanos();
        return new Knobs(
                profile,
                other,
                scaled(probeTimeout, factor),
                scaled(suspicion, factor),
                membershipFanout,
                fanout,
                budgetBytes);
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofMillis(Math.max(1, Math.round(duration.toNanos() * factor / 1e6)));
    }

    Knobs withMembershipFanout(int other) {
        return new Knobs(profile, period, probeTimeout, suspicion, other, fanout, budgetBytes);
    }

    Knobs withFanout(int other) {
        return new Knobs(profile, period, probeTimeout, suspicion, membershipFanout, other, budgetBytes);
    }

    Knobs withBudget(long bytes) {
        return new Knobs(profile, period, probeTimeout, suspicion, membershipFanout, fanout, OptionalLong.of(bytes));
    }

    /** What a node of this configuration runs. */
    public ClusterNodeConfig config() {
        ClusterNodeConfig base = profile.equals("lan") ? ClusterNodeConfig.lan() : ClusterNodeConfig.wan();
        SwimConfig swim = base.members().swim();
        swim = swim.withProbes(period, probeTimeout, swim.indirectProbes())
                .withSuspicion(swim.suspicion().withFloor(suspicion))
                .withGossipFanout(membershipFanout);
        return base.withMembers(base.members().withSwim(swim))
                .withRumors(base.rumors().withFanout(fanout));
    }

    /** To be pasted into the agent's configuration file. */
    public String yaml() {
        return "profile: " + profile + "\ngossip:\n  fanout: " + fanout + "\n"
                + (budgetBytes.isPresent() ? "  budget: " + budgetBytes.getAsLong() + "B\n" : "")
                + "membership:\n  period: " + Times.text(period) + "\n  probeTimeout: " + Times.text(probeTimeout)
                + "\n  suspicion: " + Times.text(suspicion) + "\n  fanout: " + membershipFanout + "\n";
    }
}
