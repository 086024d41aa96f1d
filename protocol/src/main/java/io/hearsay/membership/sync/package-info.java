/**
 * Coming in, comparing views, and going: what membership does on links (Demers et al., <i>Epidemic Algorithms for
 * Replicated Database Maintenance</i>, PODC 1987, section 1.3: anti-entropy with checksums).
 *
 * <pre>
 *   joiner                   introducer              initiator                 responder
 *   │ link to every seed         │                   │ views differ and stay so     │
 *   ├── Join(record) ───────────▶│                   ├── Digest(range, lines) ─────▶│
 *   │                            │ is the name free? │◀───────────────────── Rows ──┤  what the initiator lacks
 *   │◀── Welcome(digest, gaps) ──┤                   │◀──────── Want(names, upTo) ──┤  what the responder lacks
 *   │    or Refused(why, epoch)  │                   ├── Rows ─────────────────────▶│
 *   │ then a comparison ────────▶│                   │    … next range …            │
 *                                                    ├── Done(digest, record) ─────▶│
 *   leaver                   some members            │◀───── Done(digest, record) ──┤
 *   ├── Leaving ────────────────▶│
 *   │◀───────────────── LeftSeen ┤                   Removed(updates) ── RemovedSeen: acknowledges tombstones
 * </pre>
 *
 * <p>A digest of the view rides in every probe. Whole views never travel on a timer: a link is opened only when two
 * digests differ and go on differing while gossip is quiet, and then only what differs travels, name by name.
 *
 * <ul>
 *   <li>Deviation: a comparison is cut into ranges of name hashes, so that no message grows with the cluster.
 *   <li>Deviation: the view in which a member died is not believed by one in which it lives: the accused is told, and
 *       its refutation decides.
 * </ul>
 */
@NullMarked
package io.hearsay.membership.sync;

import org.jspecify.annotations.NullMarked;
