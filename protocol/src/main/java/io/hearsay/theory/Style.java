package io.hearsay.theory;

/** Who sends when a caller reaches its partner. */
public enum Style {
    /** The caller tells the partner. */
    PUSH,
    /** The partner tells the caller. */
    PULL,
    /** Both. */
    PUSH_PULL
}
