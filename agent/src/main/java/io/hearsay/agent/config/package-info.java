/**
 * What an operator can set: one table of settings, read from a file, the environment and flags.
 *
 * <pre>
 *   hearsay.yaml  <  HEARSAY_… variables  <  flags        the higher one replaces a value, lists too
 * </pre>
 *
 * {@link io.hearsay.agent.config.Setting} is the table; the flags of {@code hearsay agent} and the page
 * {@code docs/guide/configuration.md} are made from it.
 */
@NullMarked
package io.hearsay.agent.config;

import org.jspecify.annotations.NullMarked;
