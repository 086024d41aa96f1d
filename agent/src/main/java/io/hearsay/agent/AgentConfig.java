package io.hearsay.agent;

import io.hearsay.agent.config.ConfigException;
import io.hearsay.agent.config.Setting;
import io.hearsay.agent.config.Settings;
import io.hearsay.agent.http.HttpConfig;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.node.ClusterConfig;
import io.hearsay.sampling.PeerBias;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What an agent is made of.
 *
 * @param cluster the node
 * @param profile which timings: {@code lan}, {@code wan} or {@code local}
 * @param isSealed whether there is a key
 * @param http the API
 * @param faultHook whether trouble may be made on purpose
 */
public record AgentConfig(ClusterConfig cluster, String profile, boolean isSealed, HttpConfig http, boolean faultHook) {

    /** Reads settings; {@link ConfigException} says what is wrong and where it was written. */
    public static AgentConfig from(Settings settings) {
        String profile = settings.choice(Setting.PROFILE).orElse("lan");
        boolean sealed = settings.choice(Setting.SECURITY).orElse("sealed").equals("sealed");
        return new AgentConfig(
                node(settings, profile, sealed),
                profile,
                sealed,
                HttpConfig.from(settings),
                settings.isOn(Setting.FAULT_HOOK));
    }

    private static ClusterConfig node(Settings settings, String profile, boolean sealed) {
        String id = settings.required(Setting.CLUSTER);
        ClusterConfig config =
                settings.checked(Setting.CLUSTER, () -> preset(profile, id)).withStorage(StoreChoice.of(settings));
        for (Setting setting : Setting.values()) {
            if (!settings.has(setting)) continue;
            ClusterConfig before = config;
            config = settings.checked(setting, () -> step(settings, setting).apply(before));
        }
        return secured(settings, sealed, config);
    }

    private static ClusterConfig preset(String profile, String cluster) {
        return switch (profile) {
            case "lan" -> ClusterConfig.lan(cluster);
            case "wan" -> ClusterConfig.wan(cluster);
            case "local" -> ClusterConfig.local(cluster);
            default -> throw new AssertionError(profile);
        };
    }

    /** What a setting does to the node's configuration. */
    private static UnaryOperator<ClusterConfig> step(Settings settings, Setting setting) {
        return switch (setting) {
            case NAME -> config -> config.withName(settings.required(setting));
            case BIND -> config -> config.withBind(settings.required(setting));
            case ADVERTISE ->
                config -> config.withAdvertise(settings.list(setting).toArray(String[]::new));
            case JOIN -> config -> config.withSeeds(settings.list(setting));
            case TAGS -> config -> config.withTags(settings.map(setting));
            case DATA_DIR ->
                config -> config.withDataDirectory(settings.path(setting).orElseThrow());
            case STORE, STORE_SYNC ->
                config -> {
                    StoreChoice.check(settings, setting);
                    return config;
                };
            case DURABILITY ->
                config -> config.withDurability(Durability.valueOf(
                        settings.choice(setting).orElseThrow().toUpperCase(Locale.ROOT)));
            case MAPS_AUDIT ->
                config -> config.withMapAudits(settings.duration(setting).orElseThrow());
            case MTU ->
                config -> config.withMtu(Math.toIntExact(settings.bytes(setting).orElseThrow()));
            case BUDGET -> config -> config.withBudget(settings.bytes(setting).orElseThrow());
            case FANOUT -> config -> config.withFanout(settings.number(setting).orElseThrow());
            case PERIOD ->
                config -> config.withPeriod(settings.duration(setting).orElseThrow());
            case PROBE_TIMEOUT ->
                config -> config.withProbeTimeout(settings.duration(setting).orElseThrow());
            case SUSPICION ->
                config -> config.withSuspicion(settings.duration(setting).orElseThrow());
            case MEMBERSHIP_FANOUT ->
                config -> config.withMembershipFanout(settings.number(setting).orElseThrow());
            case PEERS ->
                config -> config.withPeers(bias(settings.choice(setting).orElseThrow()));
            case MEMBERSHIP ->
                config -> membership(config, settings.choice(setting).orElseThrow());
            case DETECTOR -> config -> checked(config, settings);
            case PHI_THRESHOLD ->
                config -> config.withPhiThreshold(settings.number(setting).orElseThrow());
            case PHI_WINDOW ->
                config -> config.withPhiWindow(settings.number(setting).orElseThrow());
            case BROADCAST ->
                config -> settings.choice(setting).orElseThrow().equals("tree")
                        ? config.withEventsAlongTree()
                        : config.withEventsAsRumors();
            case SLOW_RUMORS ->
                config -> config.withSlowRumors(settings.duration(setting).orElseThrow());
            case MAX_ABSENCE ->
                config -> config.withMaxAbsence(settings.duration(setting).orElseThrow());
            case CLUSTER, PROFILE, KEY_FILE, SECURITY, HTTP, HTTP_TOKEN_FILE, FAULT_HOOK -> config -> config;
        };
    }

    private static ClusterConfig membership(ClusterConfig config, String membership) {
        return switch (membership) {
            case "full" -> config;
            case "partial" -> config.withPartialMembership();
            case "scuttlebutt" -> config.withScuttlebuttMembership();
            default -> throw new AssertionError(membership);
        };
    }

    /** A membership has one detector; to name it changes nothing, and another one is refused. */
    private static ClusterConfig checked(ClusterConfig config, Settings settings) {
        String membership = settings.choice(Setting.MEMBERSHIP).orElse("full");
        String detector = settings.choice(Setting.DETECTOR).orElseThrow();
        String pair = membership + " " + detector;
        if (pair.equals("full swim") || pair.equals("scuttlebutt phi")) return config;
        throw new IllegalArgumentException(
                "`detector: " + detector + "` does not go with `membership: " + membership
                        + "`; these pairs do: full with swim, scuttlebutt with phi, partial with none given (its links decide)");
    }

    private static PeerBias bias(String peers) {
        return switch (peers) {
            case "uniform" -> PeerBias.UNIFORM;
            case "round-robin" -> PeerBias.IN_TURN;
            case "zones" -> PeerBias.zones();
            case "near" -> PeerBias.near(2);
            default -> throw new AssertionError(peers);
        };
    }

    private static ClusterConfig secured(Settings settings, boolean sealed, ClusterConfig config) {
        if (sealed == settings.has(Setting.KEY_FILE))
            return sealed ? settings.checked(Setting.KEY_FILE, () -> withKey(settings, config)) : config.insecure();
        throw new ConfigException(
                sealed
                        ? "keyFile is missing; `hearsay keys generate FILE` makes a key, --key-file FILE takes it; or write"
                                + " --insecure out, and everybody can listen and join"
                        : "there are a key file and security: insecure; give one of them");
    }

    private static ClusterConfig withKey(Settings settings, ClusterConfig config) {
        try {
            return config.withKeyFile(settings.path(Setting.KEY_FILE).orElseThrow());
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
