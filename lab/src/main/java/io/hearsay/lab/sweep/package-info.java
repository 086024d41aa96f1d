/** Experiments over a grid of settings: resumable, on all cores, with fits. */
@NullMarked
package io.hearsay.lab.sweep;

import org.jspecify.annotations.NullMarked;
