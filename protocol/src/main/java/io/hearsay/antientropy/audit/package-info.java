/**
 * Audit: replicas prove to each other that they still hold what they once hashed.
 *
 * <p><b>Problem.</b> All that compares replicas compares items, which were computed when the data were written. Data
 * that rot in memory afterwards, by a bad module or a bug that writes where it must not, leave the items as they were:
 * reconciling sees nothing, and reads return rot.
 *
 * <p><b>Paper.</b> Maniatis, Roussopoulos, Giuli, Rosenthal, Baker, <i>The LOCKSS peer-to-peer digital preservation
 * system</i>, ACM TOCS 23(1), 2005: sections 4 (a poller asks a sample of peers to hash their replicas anew, under a
 * nonce that it has just drawn, so that no answer can be one of before or somebody else's) and 4.3 (a repair is fetched
 * from one who voted, and hashed before it is taken).
 *
 * <pre>
 *   auditor                                                  witness, one of three
 *   │ reads the data of 64 items anew                        │
 *   │ Challenge(nonce, from, to) ───────────────────────────▶│ reads its data of these items anew
 *   │◀────────────────── Answer(nonce, to, items, data) ─────┤ exclusive or of items, and of the data's keyed hashes
 *   │                                                        │ equal: that was all
 *   │ Challenge(nonce, from, to, detailed) ─────────────────▶│ else
 *   │◀─────────────────────── Details(nonce, pairs) ─────────┤ item and keyed hash, one by one
 *   │                                                        │
 *   │ Fetch(item) ──────────────────────────────────────────▶│ whoever has found rot of its own, on a link
 *   │◀──────────────────────────────── Copy(item, entry) ────┤
 * </pre>
 *
 * <p><b>Deviation.</b> LOCKSS counts votes, for nobody can tell which of two copies of a page is the right one. An item
 * is a keyed hash of its entry, so a copy proves itself: one right copy suffices, no majority can outvote it, and no
 * write that is under way can look like rot, for another version is another item. What remains of the poll is what it
 * is for: that peers read their data again, now, and that somebody else looks. A witness that finds rot of its own
 * while it answers says what it has, is named by the auditor, and repairs itself at once; nobody is ever overwritten
 * from outside.
 */
@NullMarked
package io.hearsay.antientropy.audit;

import org.jspecify.annotations.NullMarked;
