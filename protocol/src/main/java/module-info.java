/** Hearsay's protocols: single-threaded state machines that need nothing but the JDK. */
module io.hearsay.protocol {
    requires static transitive org.jspecify;

    exports io.hearsay;
    exports io.hearsay.antientropy;
    exports io.hearsay.antientropy.audit;
    exports io.hearsay.antientropy.merkle;
    exports io.hearsay.antientropy.riblt;
    exports io.hearsay.antientropy.scuttlebutt;
    exports io.hearsay.cluster;
    exports io.hearsay.computation;
    exports io.hearsay.computation.averaging;
    exports io.hearsay.computation.pushsum;
    exports io.hearsay.data;
    exports io.hearsay.data.map;
    exports io.hearsay.dissemination.plumtree;
    exports io.hearsay.dissemination.bimodal;
    exports io.hearsay.dissemination.query;
    exports io.hearsay.dissemination.rumor;
    exports io.hearsay.dissemination.topic;
    exports io.hearsay.membership;
    exports io.hearsay.membership.evidence;
    exports io.hearsay.membership.healing;
    exports io.hearsay.membership.identity;
    exports io.hearsay.membership.keys;
    exports io.hearsay.membership.phi;
    exports io.hearsay.membership.swim;
    exports io.hearsay.membership.sync;
    exports io.hearsay.membership.watch;
    exports io.hearsay.sampling;
    exports io.hearsay.sampling.cyclon;
    exports io.hearsay.sampling.hyparview;
    exports io.hearsay.stack;
    exports io.hearsay.theory;
    exports io.hearsay.wire;
}
