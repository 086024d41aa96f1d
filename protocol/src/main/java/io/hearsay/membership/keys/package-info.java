/**
 * The keys that seal what a cluster says, and how they are changed while it runs.
 *
 * <pre>
 *   operator          one member                 all others
 *   │ install, use,   │ Ordered(orders, keys) ──▶│  each passes on what it has just learnt (push),
 *   │ or remove       │                          ├─▶ …   and tells whoever is behind, again and again
 *   │                 │◀── Alive(record: keys) ──┤  each says in its own record which keys it holds
 *   │◀── KeyReport ───┤
 * </pre>
 *
 * <p>What was ordered of each key is one register with a version (last writer wins), so that orders given on both sides
 * of a split, or twice, come to one end; it is kept on disk, and no member waits for the one at which the order was
 * given. Who holds which keys stands in the members' records: everybody knows it of everybody, of the dead as well, and
 * no acknowledgement has to be gathered. Nothing is sent as long as no order was ever given.
 *
 * <p>Nobody is locked out by install, then use, then remove: a key is used once all live members hold it, and removed
 * once everybody who is not removed seals with another. Who was away meanwhile calls with an old key, is answered in it
 * (see {@code docs/wire-format.md}), and is told on the link before anything else.
 */
@NullMarked
package io.hearsay.membership.keys;

import org.jspecify.annotations.NullMarked;
