/** Tests as the documentation shows them; the build runs them. */
@NullMarked
package io.hearsay.examples;

import org.jspecify.annotations.NullMarked;
