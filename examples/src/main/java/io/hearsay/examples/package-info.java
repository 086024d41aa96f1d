/** The programs that the documentation shows; the build compiles them and compares them with the page. */
@NullMarked
package io.hearsay.examples;

import org.jspecify.annotations.NullMarked;
