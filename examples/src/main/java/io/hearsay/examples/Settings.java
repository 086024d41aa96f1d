package io.hearsay.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.SharedMap;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Settings that an operator changes at any member and all of them obey. */
public final class Settings {
    // snippet:start
    private final SharedMap settings;

    /** Obeys from now on. */
    public Settings(Cluster cluster) {
        settings = cluster.map("settings");
        settings.watch("limit/", change -> apply(change.key(), change.value()), missed -> applyAll());
        applyAll(); // after watching: what came before is read here, what comes later is heard
    }

    /** Changes a limit for all members. */
    public CompletionStage<Void> change(String name, int limit) {
        return settings.put("limit/" + name, Integer.toString(limit).getBytes(UTF_8));
    }

    /** The limit as it is here and now. */
    public int limit(String name) {
        return settings.get("limit/" + name)
                .map(value -> Integer.parseInt(new String(value, UTF_8)))
                .orElse(100);
    }

    private void applyAll() {
        settings.entries("limit/").forEach((key, value) -> apply(key, Optional.of(value)));
    }

    private void apply(String key, Optional<byte[]> value) {
        System.out.println(
                key + " is now " + value.map(bytes -> new String(bytes, UTF_8)).orElse("the default"));
    }
    // snippet:end
}
