package io.hearsay.stack;

import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.evidence.InquestConfig;
import io.hearsay.membership.healing.HealingConfig;
import io.hearsay.membership.identity.IdentityConfig;
import io.hearsay.membership.keys.KeyRotationConfig;
import io.hearsay.membership.swim.SwimConfig;
import io.hearsay.membership.sync.SyncConfig;
import io.hearsay.membership.watch.WatchConfig;

/**
 * How the parts behave by which everybody knows everybody.
 *
 * @param table what a node remembers of its cluster
 * @param swim how it finds out who answers
 * @param sync how it joins, compares views and leaves
 * @param identity how it tells namesakes apart
 * @param watch which idle links it keeps
 * @param inquest how it looks into a broken link
 * @param healing whom of the lost it calls
 * @param keys how it passes on orders about keys
 */
public record FullMembershipConfig(
        MembershipConfig table,
        SwimConfig swim,
        SyncConfig sync,
        IdentityConfig identity,
        WatchConfig watch,
        InquestConfig inquest,
        HealingConfig healing,
        KeyRotationConfig keys) {

    /** For members within about a millisecond of each other. */
    public static FullMembershipConfig lan() {
        return new FullMembershipConfig(
                MembershipConfig.defaults(),
                SwimConfig.lan(),
                SyncConfig.lan(),
                IdentityConfig.lan(),
                WatchConfig.lan(),
                InquestConfig.lan(),
                HealingConfig.lan(),
                KeyRotationConfig.lan());
    }

    /** For members up to some hundred milliseconds apart, and no idle links between them. */
    public static FullMembershipConfig wan() {
        return new FullMembershipConfig(
                MembershipConfig.defaults(),
                SwimConfig.wan(),
                SyncConfig.wan(),
                IdentityConfig.wan(),
                WatchConfig.off(),
                InquestConfig.wan(),
                HealingConfig.wan(),
                KeyRotationConfig.wan());
    }

    /** For members on one machine. */
    public static FullMembershipConfig local() {
        return new FullMembershipConfig(
                MembershipConfig.defaults(),
                SwimConfig.local(),
                SyncConfig.lan(),
                IdentityConfig.local(),
                WatchConfig.local(),
                InquestConfig.local(),
                HealingConfig.local(),
                KeyRotationConfig.local());
    }

    /** The same with another memory. */
    public FullMembershipConfig withTable(MembershipConfig other) {
        return new FullMembershipConfig(other, swim, sync, identity, watch, inquest, healing, keys);
    }

    /** The same with other probes. */
    public FullMembershipConfig withSwim(SwimConfig other) {
        return new FullMembershipConfig(table, other, sync, identity, watch, inquest, healing, keys);
    }

    /** The same with other watch links. */
    public FullMembershipConfig withWatch(WatchConfig other) {
        return new FullMembershipConfig(table, swim, sync, identity, other, inquest, healing, keys);
    }
}
