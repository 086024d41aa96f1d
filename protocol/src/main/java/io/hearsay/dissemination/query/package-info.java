/**
 * Queries: one member asks many, or one, and hears each answer as it comes; and notes to one member.
 *
 * <p><b>Problem.</b> "How loaded is each of you?" has no answer that is worth spreading: only the one who asks wants
 * it. It should come from everybody at once, and whoever does not answer should be named, not waited for.
 *
 * <p><b>Source.</b> Scatter-gather is older than gossip; Serf's queries are the form in which clusters of this kind
 * know it. No paper's protocol is followed.
 *
 * <pre>
 *   A                      B, C                    D (frozen)
 *   │ Question ────────────▶│                       │      a datagram to each that is meant
 *   │ Question ────────────────────────────────────▶│
 *   │◀───── Answer or Refusal ┤                     │      "refused: what 'load' threw", by name
 *   │ Question ────────────────────────────────────▶│      the silent are asked again: every 200 ms, later more rarely
 *   │ deadline: D was silent                        │
 *
 *   A ── link: Piece × n ──▶ B       a message that no datagram holds, cut in pieces; put together, it is that message
 *   A ── Note ──▶ B                  nothing comes back
 * </pre>
 *
 * <ul>
 *   <li>Who asks keeps a table of the silent; it ends at the deadline, or earlier when all that are expected to answer
 *       have. Members believed dead are asked as well, and are not waited for.
 *   <li>Who is asked hands the question up at most once, however often it comes: it remembers recent questions, and
 *       sends a remembered answer again.
 *   <li>Deviation: Serf floods a query by gossip and hears answers by datagram only, up to a kilobyte. Here every
 *       member is known, so it is asked directly: n datagrams from one node instead of a dozen from each, and an answer
 *       may be as large as an event.
 * </ul>
 */
@NullMarked
package io.hearsay.dissemination.query;

import org.jspecify.annotations.NullMarked;
