/** Hearsay's simulator, and the users' test kit. */
module io.hearsay.sim {
    requires static transitive org.jspecify;
    requires transitive io.hearsay.protocol;

    exports io.hearsay.sim;
}
