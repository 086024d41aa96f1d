/**
 * The published figures, and what the production protocols make of them.
 *
 * <p>A protocol that comes later adds its figures to {@link io.hearsay.lab.papers.Figures}.
 */
@NullMarked
package io.hearsay.lab.papers;

import org.jspecify.annotations.NullMarked;
