/** Scenario files and experiments on Hearsay's simulator. */
module io.hearsay.lab {
    requires static transitive org.jspecify;
    requires transitive io.hearsay.sim;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires com.fasterxml.jackson.core;

    exports io.hearsay.lab;
    exports io.hearsay.lab.experiment;
    exports io.hearsay.lab.large;
    exports io.hearsay.lab.maelstrom;
    exports io.hearsay.lab.papers;
    exports io.hearsay.lab.plan;
    exports io.hearsay.lab.report;
    exports io.hearsay.lab.sweep;

    opens io.hearsay.lab.sweep to
            com.fasterxml.jackson.databind;
}
