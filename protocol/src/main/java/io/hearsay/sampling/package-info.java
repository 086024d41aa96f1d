/**
 * Which of the others to talk to next: the choices behind {@link io.hearsay.Peers}.
 *
 * <p>The port itself is kernel, because every protocol that gossips asks it; how to choose is a chapter of its own.
 *
 * <ul>
 *   <li>{@link io.hearsay.sampling.UniformPeers}: each of the others with equal chance, as nearly all analysis assumes.
 *   <li>{@link io.hearsay.sampling.PeerBias}: some more often than others, by zone, by distance, or as the user says;
 *       {@link io.hearsay.sampling.Lottery} draws, {@link io.hearsay.sampling.ZoneGraph} sees that no zone is cut off.
 *   <li>{@code .cyclon}: a sample of all, mixed by shuffles, where nobody knows everybody.
 *   <li>{@code .hyparview}: a few symmetric neighbours over links, and what repairs them.
 * </ul>
 */
@NullMarked
package io.hearsay.sampling;

import org.jspecify.annotations.NullMarked;
