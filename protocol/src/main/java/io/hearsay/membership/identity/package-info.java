/**
 * Twins, past selves and strangers: whoever is spoken of is asked.
 *
 * <pre>
 *   A hears that its own name lives elsewhere, with an epoch not below its own:
 *   A ── Ask(A) ──▶ that address, sealed for that very process
 *     ◀── Am(record) ──   it answers: a twin. Both emit IdentityConflict; the lower (epoch, instance) stops
 *     … silence …         a past self: A takes that epoch plus one
 *
 *   A hears of a stranger, and has lost tombstones that might have barred it:
 *   A ── Ask(A) ──▶ the stranger;  ◀── Am(record) ── it is no ghost, and enters the view
 * </pre>
 *
 * <p>Asked by datagram and, for there may be a firewall, on a link.
 */
@NullMarked
package io.hearsay.membership.identity;

import org.jspecify.annotations.NullMarked;
