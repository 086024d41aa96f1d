/** The rules of the repository as tests; each failure says what to do. */
@NullMarked
package io.hearsay.tidy;

import org.jspecify.annotations.NullMarked;
