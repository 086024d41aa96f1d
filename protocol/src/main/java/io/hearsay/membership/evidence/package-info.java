/**
 * What a broken link is worth: a check, first-hand, before anybody says that a process is gone.
 *
 * <pre>
 *   A had a link to that very process of B, and it broke without a goodbye:
 *   A ── one fresh connection ──▶ B's port     refused: nobody listens there, while the host answers
 *   A ── some pings ────────────▶ B            none answered, nothing else heard from B since
 *   A says Gone(B); two members that say so confirm B's death at once
 * </pre>
 *
 * <p>A suspicion waits for slow nodes to refute; a port that refuses is not slow. It counts only together with the
 * broken link and the silence, for each alone has harmless causes: a listener that is bound anew, a firewall that
 * rejects TCP, an address that another host took over. A link that was <i>closed</i> was closed by the kernel of the
 * very host on which the process ran; one that was <i>reset</i> may be a firewall's doing, and counts only when SWIM,
 * which asks others for help, suspects the member as well. ICMP is no evidence: anybody can forge it.
 */
@NullMarked
package io.hearsay.membership.evidence;

import org.jspecify.annotations.NullMarked;
