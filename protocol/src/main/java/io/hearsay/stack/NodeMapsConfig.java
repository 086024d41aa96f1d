package io.hearsay.stack;

import io.hearsay.antientropy.ReconcilerConfig;
import io.hearsay.antientropy.RoundsConfig;
import io.hearsay.antientropy.SipHash;
import io.hearsay.antientropy.audit.AuditConfig;
import io.hearsay.data.map.MapsConfig;

/**
 * How a full node's maps behave.
 *
 * @param state what is kept
 * @param reconciler how replicas are compared
 * @param rounds how often
 * @param audit how their data are read anew
 * @param secret of the cluster, the same at all nodes for as long as it lives: who knows it can craft entries that
 *     comparing does not find
 */
public record NodeMapsConfig(
        MapsConfig state, ReconcilerConfig reconciler, RoundsConfig rounds, AuditConfig audit, SipHash secret) {

    /** The defaults, with a secret that everybody knows. */
    public static NodeMapsConfig usual() {
        return new NodeMapsConfig(
                MapsConfig.usual(),
                ReconcilerConfig.usual(),
                RoundsConfig.usual(),
                AuditConfig.usual(),
                new SipHash(1, 2));
    }

    /** The same with other state. */
    public NodeMapsConfig withState(MapsConfig other) {
        return new NodeMapsConfig(other, reconciler, rounds, audit, secret);
    }

    /** The same with other rounds. */
    public NodeMapsConfig withRounds(RoundsConfig other) {
        return new NodeMapsConfig(state, reconciler, other, audit, secret);
    }

    /** The same with other audits. */
    public NodeMapsConfig withAudit(AuditConfig other) {
        return new NodeMapsConfig(state, reconciler, rounds, other, secret);
    }

    /** The same with another secret. */
    public NodeMapsConfig withSecret(SipHash other) {
        return new NodeMapsConfig(state, reconciler, rounds, audit, other);
    }
}
