package io.hearsay.lab.papers;

import io.hearsay.lab.experiment.Summary;

/**
 * One figure, and ours beside it.
 *
 * @param summary of our runs
 * @param command that gives ours again
 */
public record Row(
        String section,
        String words,
        String measure,
        String reference,
        Summary summary,
        Verdict verdict,
        String belief,
        String command) {

    /** What came out. */
    public enum Verdict {
        /** Within three standard errors and half a unit of the reference's last digit. */
        AGREES,
        /** Further away than that. */
        DIFFERS,
        /** Too few runs to say: three standard errors are more than 2 % of the value (10 % for residues below 0.01). */
        NOT_SHOWN
    }

    /**
     * P(no other result in so many runs) is 3 sigma small where the share of other results is this over their number.
     */
    private static final double RUNS_ALIKE = 6;

    /** With fewer runs their spread is no measure of the error. */
    private static final int LEAST_RUNS = 10;

    static Verdict judge(Figure figure, Summary ours) {
        if (ours.count() < LEAST_RUNS) return Verdict.NOT_SHOWN;
        double error = error(ours);
        if (Math.abs(ours.mean() - figure.value()) > error + figure.halfUnit()) return Verdict.DIFFERS;
        return error <= precision(figure) * figure.value() ? Verdict.AGREES : Verdict.NOT_SHOWN;
    }

    /** Three standard errors; where all runs gave the same, what such a row of runs leaves open (the rule of three). */
    static double error(Summary ours) {
        return ours.sd() > 0 ? 3 * ours.standardError() : RUNS_ALIKE / ours.count();
    }

    /** How small three standard errors have to be, as a share of the value. */
    static double precision(Figure figure) {
        return figure.measure().equals("residue") && figure.value() < 0.01 ? 0.1 : 0.02;
    }
}
