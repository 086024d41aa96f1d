package io.hearsay.lab.experiment;

import io.hearsay.antientropy.Method.Difference;
import io.hearsay.antientropy.SipHash;
import io.hearsay.antientropy.riblt.CodedSymbols;
import io.hearsay.antientropy.riblt.Decoder;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Rateless reconciliation: how many coded symbols a difference takes (Yang, Gilad, Alizadeh 2024). */
final class SymbolsExperiment implements Experiment {
    private static final Difference NOBODY = new Difference() {
        @Override
        public void ours(long item) {}

        @Override
        public void theirs(long item) {}
    };

    @Override
    public String name() {
        return "symbols";
    }

    @Override
    public String about() {
        return "Rateless reconciliation: how many coded symbols each differing item takes.";
    }

    @Override
    public int usualNodes() {
        return 2;
    }

    @Override
    public int usualRuns() {
        return 1_000;
    }

    @Override
    public List<Flag> flags() {
        return List.of(new Flag("diff", "100", "1..2500", "Items that one of the two sets does not have."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        if (nodes != 2) throw new LabException("--nodes must be 2: two sets are compared");
        int diff = settings.count("diff", 1, 2_500);
        return seed -> run(diff, seed);
    }

    private static Sample run(int diff, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SipHash secret = new SipHash(random.nextLong(), random.nextLong());
        CodedSymbols theirs = new CodedSymbols(secret);
        for (int i = 0; i < diff; i++) theirs.add(random.nextLong());
        Decoder decoder = new Decoder(new CodedSymbols(secret), NOBODY);
        while (!decoder.isDone() && decoder.received() < CodedSymbols.KEPT) {
            decoder.receiveFrom(theirs);
            decoder.peel(Integer.MAX_VALUE);
        }
        Map<String, Double> sampled = decoder.isDone()
                ? Map.of("symbolsPerDifference", (double) decoder.received() / diff)
                : Map.of("undecoded", 1.0);
        return new Sample(sampled, List.of(), decoder.received(), decoder.received());
    }
}
