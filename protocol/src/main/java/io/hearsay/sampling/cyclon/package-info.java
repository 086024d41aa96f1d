/**
 * Cyclon: a random sample of all nodes at every node, kept fresh by swapping parts of it.
 *
 * <p><b>Problem.</b> Where nobody knows everybody, a node still needs random peers to gossip with, and the dead are to
 * fade from all samples by themselves.
 *
 * <p><b>Papers.</b> Voulgaris, Gavidia, van Steen, <i>Cyclon: inexpensive membership management for unstructured P2P
 * overlays</i>, JNSM 2005, 2 and 3 (shuffles, joining); Jelasity, Voulgaris, Guerraoui, Kermarrec, van Steen,
 * <i>Gossip-based peer sampling</i>, TOCS 2007, 2 (healer H and swapper S).
 *
 * <pre>
 *   A                                      B, the oldest in A's view, which goes out of it
 *   │ Request(l - 1 of A's entries) ──────▶│   B takes them and A itself, of age 0
 *   │◀────────────── Reply(l of B's) ──────┤   A takes them; each side overwrites first what it has sent
 *
 *   N, a newcomer      I                        E, where a walk ends
 *   │ Join ───────────▶│ Walk(N, 5) ──▶ … ─────▶│   c walks; E puts N in place of a random entry
 *   │◀──────────────────────── Welcome(entry) ──┤   and gives N the entry
 * </pre>
 *
 * <p>Pointers are neither made nor lost by a swap, so every node is pointed at by about as many as it points at.
 *
 * <p>Deviation: a request does not name its sender; the entry of age 0 is who the stack says has sent it. So nobody has
 * to know the address at which others see it, and nobody brings in another one's name as fresh.
 *
 * <p>Deviation: an end of a walk whose view has room replaces nothing and sends an empty welcome, by which it offers
 * itself: the first nodes of a cluster have nothing to give away.
 */
@NullMarked
package io.hearsay.sampling.cyclon;

import org.jspecify.annotations.NullMarked;
