package io.hearsay.lab.plan;

/**
 * A wish that cannot be had.
 *
 * @param flag the wish
 * @param wanted its value
 * @param nearest what can be had instead
 * @param binding what stands in the way, and what to do
 */
public record Shortfall(String flag, String wanted, String nearest, String binding) {
    @Override
    public String toString() {
        return flag + " " + wanted + " cannot be had; nearest: " + nearest + "; binding: " + binding;
    }
}
