/** Bytes: reading and writing them, what codecs are, and what happens when bytes are not a message. */
@NullMarked
package io.hearsay.wire;

import org.jspecify.annotations.NullMarked;
