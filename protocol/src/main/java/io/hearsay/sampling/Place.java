package io.hearsay.sampling;

/**
 * Where a node is, as another one sees it.
 *
 * @param zone a datacentre, rack or the like; empty if it names none, which is a zone of its own kind
 * @param distance from the one who looks, in any unit that grows with distance; {@link #FAR} where it is not known
 */
public record Place(String zone, double distance) {

    /** Farther than all that was measured. */
    public static final double FAR = Double.POSITIVE_INFINITY;
}
