/**
 * Which of the others to talk to next: the choices behind {@link io.hearsay.Peers}.
 *
 * <p>The port itself is kernel, because every protocol that gossips asks it; how to choose is a chapter of its own.
 *
 * <ul>
 *   <li>{@link io.hearsay.sampling.UniformPeers}: each of the others with equal chance, as nearly all analysis assumes.
 * </ul>
 */
@NullMarked
package io.hearsay.sampling;

import org.jspecify.annotations.NullMarked;
