package io.hearsay.cluster;

import io.hearsay.antientropy.scuttlebutt.StateChanged;
import java.util.Optional;

/**
 * Which keys of whom: one key or all with a prefix, of one member or of all.
 *
 * @param text the key, or what it begins with
 * @param isPrefix whether longer keys are meant too
 * @param member empty for all members
 */
public record StateFilter(String text, boolean isPrefix, Optional<String> member) {

    /** One key of all members. */
    public static StateFilter key(String key) {
        return new StateFilter(key, false, Optional.empty());
    }

    /** All keys that begin so, of all members; empty for all keys. */
    public static StateFilter prefix(String prefix) {
        return new StateFilter(prefix, true, Optional.empty());
    }

    /** The same of one member. */
    public StateFilter of(String memberName) {
        return new StateFilter(text, isPrefix, Optional.of(memberName));
    }

    boolean accepts(StateChanged change) {
        boolean isKey = isPrefix ? change.key().startsWith(text) : change.key().equals(text);
        return isKey && (member.isEmpty() || member.get().equals(change.owner().name()));
    }
}
