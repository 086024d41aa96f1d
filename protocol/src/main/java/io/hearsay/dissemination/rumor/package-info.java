/**
 * Rumor mongering: each event reaches every node by nodes telling each other.
 *
 * <p><b>Problem.</b> Everybody should hear every event exactly once, soon, with nobody in charge, no node sending more
 * than a dozen copies however many nodes there are, and no bytes at all when there is nothing to tell.
 *
 * <p><b>Papers.</b> Demers, Greene, Hauser, Irish, Larson, Shenker, Sturgis, Swinehart, Terry, <i>Epidemic algorithms
 * for replicated database maintenance</i>, PODC 1987: 1.4 (complex epidemics: feedback or blind, counter or coin, push
 * or pull, minimisation, connection limit, hunting) and 1.5 (backing a complex epidemic with anti-entropy). Karp,
 * Schindelhauer, Shenker, Vöcking, <i>Randomized rumor spreading</i>, FOCS 2000 (median counter). Voulgaris, van Steen,
 * <i>Hybrid dissemination</i>, Middleware 2007 (random peers and one on a ring).
 *
 * <p><b>States</b> of a node for a rumor: {@link io.hearsay.dissemination.rumor.RumorState#SUSCEPTIBLE susceptible}
 * (does not have it), {@code INFECTIVE} (passes it on), {@code REMOVED} (has it and passes it on no more).
 *
 * <pre>
 *   A heard a rumor          B, D                  C (does not know it)
 *   │ Push ─────────────────▶│                     │    at once: to its successor and two random peers
 *   │ Push(answer) ─────────▶│                     │    rounds, until k of those contacted knew it:
 *   │◀─────────────── Known ─┤                     │    "useless, I had it"; or a copy comes back, which says the same
 *   │                        │                     │
 *   │ Digest(low, gaps) ────────────────────────▶  │    when quiet: to the successor until it agrees, to some others
 *   │◀──────────────────────────────── Pull(3..4) ─┤    what is missing is asked for at once
 *   │ Push ─────────────────────────────────────▶  │
 *   │◀──────────────────────── Answer(behind) ─────┤    not yet; A asks again later
 *
 *   A ── Offer ──▶ B;   B ── link: Fetch ──▶ A;   A ── link: Chunk × 4 ──▶ B …     larger than a datagram
 *   publisher ◀── Confirm(count) ── those it pushes to, when it asks               so that it does not overrun them
 * </pre>
 *
 * <p><b>Names.</b> A rumor is (origin, sequence): each process numbers its own. So what a node knows of an origin is a
 * low mark and a few runs above it; duplicates are known as such for ever, for 200 bytes an origin; and a digest is a
 * dozen bytes an origin however many rumors there were.
 *
 * <p><b>Deviations</b> of what nodes run ({@code RumorConfig.lan()}) from the papers, each off in
 * {@code RumorConfig.classic()}:
 *
 * <ul>
 *   <li>Deviation: a rumor just heard is pushed at once, to three peers; the rounds of the paper come after that.
 *       Without it half a round would be added to each hop.
 *   <li>Deviation: one of the three is the successor on a ring through all nodes. Three copies each then reach
 *       everybody where nothing is lost, for which random choice alone needs ln n and more; see
 *       docs/protocols/rumor.md.
 *   <li>Deviation: a copy that comes in of what is known counts as a useless contact, as in push-pull. So the first
 *       push needs no answers: its copies, coming back, are the answers.
 *   <li>Deviation: anti-entropy of recent rumors runs after news only, with the successor until it agrees; who was left
 *       out by chance is found on purpose. Demers' anti-entropy runs for ever with random partners.
 * </ul>
 *
 * <p><b>The classic cycle.</b> The figures of the papers are about synchronous cycles: everybody acts on the state at
 * the cycle's start, and all changes take effect at its end. That maps onto timers and messages as follows, and needs
 * no special driver: a world in which all nodes start together, whose messages take less than, say, a tenth of a round,
 * is enough.
 *
 * <ul>
 *   <li>A cycle is the time from one {@code Round} timer to the next, with jitter 0. It begins everywhere at the same
 *       instant, before any message of it arrives.
 *   <li>Push: the round sends {@code Push} to the partner, whose {@code Known} is back within the cycle; silence means
 *       that the copy was of use. Pull: the round sends {@code Call}, answered by a {@code Push} for each rumor that
 *       was hot when the cycle began. Push-pull: both; what the caller offered is not sent back.
 *   <li>With a connection limit each conversation is opened by {@code Call} and answered by {@code Accept} (then the
 *       pushes follow) or {@code Busy} (then the caller hunts). So a refused call transmits nothing and counts for
 *       nothing.
 *   <li>{@code startOfCycle}: a rumor heard in this cycle counts as not yet known in it: a second copy is of use as
 *       well, and it is neither sent nor shown to callers before the next round.
 *   <li>What contacts tell is collected, and the next {@code Round} begins by drawing the conclusions: counters, coins,
 *       levels change only there. Who pushes counts contacts; who is called counts cycles, and not those in which it
 *       was of use.
 *   <li>Minimisation: a copy carries its sender's counter, and {@code Known} says whether the sender is to count.
 *   <li>Median counter: a copy carries its sender's level; a partner that answered neither with a copy nor with
 *       {@code Known} was ignorant.
 *   <li>Loss: a lost copy looks to its sender like one that was of use.
 * </ul>
 */
@NullMarked
package io.hearsay.dissemination.rumor;

import org.jspecify.annotations.NullMarked;
