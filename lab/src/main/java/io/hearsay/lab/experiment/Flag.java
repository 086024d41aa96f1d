package io.hearsay.lab.experiment;

/**
 * A setting of an experiment.
 *
 * @param name as on the command line, without dashes
 * @param fallback what holds when nothing is said; {@code true} or {@code false} make it a switch
 * @param values what is allowed, for people
 * @param about what it does
 */
public record Flag(String name, String fallback, String values, String about) {

    /** Whether it stands alone, as {@code --name} or {@code --no-name}. */
    public boolean isSwitch() {
        return fallback.equals("true") || fallback.equals("false");
    }
}
