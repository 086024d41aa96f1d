package io.hearsay.membership;

/** What is believed of a member; later ones win over earlier ones about the same life and incarnation. */
public enum MemberState {
    /** Believed to run. */
    ALIVE,
    /** Did not answer somebody; may still refute. Counts as a member. */
    SUSPECT,
    /** Others gave it up. The same life comes back only by its own higher incarnation. */
    DEAD,
    /** Said goodbye: removed, final for that epoch. */
    LEFT,
    /** Removed by a command: final for that epoch. */
    FORGOTTEN;

    /** Whether it counts as a member: probed, sampled, sent to. */
    public boolean isLive() {
        return this == ALIVE || this == SUSPECT;
    }

    /** Whether this is final for the epoch it was said of. */
    public boolean isRemoved() {
        return this == LEFT || this == FORGOTTEN;
    }
}
