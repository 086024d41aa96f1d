/** A node of a cluster on real sockets and real storage. */
@NullMarked
package io.hearsay.node;

import org.jspecify.annotations.NullMarked;
