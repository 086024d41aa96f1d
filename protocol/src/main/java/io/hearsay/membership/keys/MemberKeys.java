package io.hearsay.membership.keys;

import io.hearsay.membership.MemberState;
import java.util.List;

/**
 * Which keys a member holds, by its own last word.
 *
 * @param name the member
 * @param state what is believed of it
 * @param fingerprints of the keys that it opens with, the one that it seals with first; empty if it has not said so
 */
public record MemberKeys(String name, MemberState state, List<String> fingerprints) {}
