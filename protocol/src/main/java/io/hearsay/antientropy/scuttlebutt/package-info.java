/**
 * Scuttlebutt: what each node says of itself, known to all, in messages that never outgrow a datagram.
 *
 * <p><b>Problem.</b> Every node has a few values of its own, a load, a schema version, a role, that all others should
 * know soon. Only the owner writes, so there is nothing to merge; what is left is to send just what the other lacks,
 * and to lose nothing when it does not fit.
 *
 * <p><b>Paper.</b> van Renesse, Dumitriu, Gough, Thomas, <i>Efficient reconciliation and flow control for anti-entropy
 * protocols</i>, LADIS 2008: 3.2 (versions, the prefix rule, breadth and depth). Whom a round contacts, generations,
 * and the name are Cassandra's; the version below which tombstones are gone is Quickwit chitchat's.
 *
 * <pre>
 *   A                                        B
 *   │ Digest(owner, version …) ─────────────▶│   what A has, of one range of names
 *   │◀──── Answer(wanted owners, deltas) ────┤   where A is ahead B asks, where it is behind B tells
 *   │ Deltas(owner, entries …) ─────────────▶│   what B asked for, as far as it fits
 * </pre>
 *
 * <p>An owner numbers its writes; the <i>version</i> of a state is the number of the last write that is held, and
 * everything before it is held too, but for what was overwritten since. So entries travel in the order of their
 * versions and none is left out (<i>the prefix rule</i>): what does not fit waits for the next exchange. Which owners
 * share a full message is the {@link io.hearsay.antientropy.scuttlebutt.Order}.
 *
 * <p>A delete is an entry without a value, a tombstone. After a while its owner collects it and says up to which
 * version it did; a replica that is behind that version may hold what was deleted, and is <i>reset</i>: it begins again
 * from nothing. A life of the owner with a higher epoch replaces all that is known of earlier ones.
 *
 * <p>Deviation: the paper's digest names everybody. Ours is cut into pages of one datagram each, by range of names, so
 * that an owner missing in it is known to be missing; a round sends a few, the next one goes on behind them.
 *
 * <p>Deviation: no heartbeat is among the entries. Who is alive is most often membership's business, so a cluster in
 * which nobody writes exchanges digests and nothing else, and one in which nobody has ever written says nothing at all.
 * Where a state beats ({@link io.hearsay.antientropy.scuttlebutt.ScuttlebuttConfig#beats}), a version that rises
 * without an entry is the heartbeat.
 */
@NullMarked
package io.hearsay.antientropy.scuttlebutt;

import org.jspecify.annotations.NullMarked;
