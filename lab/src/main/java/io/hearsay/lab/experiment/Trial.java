package io.hearsay.lab.experiment;

/** One run of an experiment whose flags have been read. */
@FunctionalInterface
public interface Trial {

    /** Runs once; a function of the seed. Called by several threads at once. */
    Sample run(long seed);
}
