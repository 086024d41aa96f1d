package io.hearsay.stack;

import io.hearsay.antientropy.ReconcilerCodec;
import io.hearsay.antientropy.ReconcilerMessage;
import io.hearsay.antientropy.audit.AuditCodec;
import io.hearsay.antientropy.audit.AuditMessage;
import io.hearsay.antientropy.merkle.MerkleCodec;
import io.hearsay.antientropy.merkle.MerkleMessage;
import io.hearsay.antientropy.riblt.RibltCodec;
import io.hearsay.antientropy.riblt.RibltMessage;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttCodec;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttMessage;
import io.hearsay.dissemination.query.QueryCodec;
import io.hearsay.dissemination.query.QueryMessage;
import io.hearsay.dissemination.rumor.CensusCodec;
import io.hearsay.dissemination.rumor.CensusMessage;
import io.hearsay.dissemination.rumor.RumorCodec;
import io.hearsay.dissemination.rumor.RumorMessage;
import io.hearsay.membership.Update;
import io.hearsay.membership.UpdateCodec;
import io.hearsay.membership.identity.IdentityCodec;
import io.hearsay.membership.identity.IdentityMessage;
import io.hearsay.membership.keys.KeyCodec;
import io.hearsay.membership.keys.KeyMessage;
import io.hearsay.membership.swim.SwimCodec;
import io.hearsay.membership.swim.SwimMessage;
import io.hearsay.membership.sync.SyncCodec;
import io.hearsay.membership.sync.SyncMessage;

/** All that the parts of a full node say to each other, as bytes. */
final class ClusterMessages {
    private ClusterMessages() {}

    /** Their kinds and traffic classes. */
    static MessageCodec codec() {
        return NodeTree.codec(MessageCodec.empty()
                .with(SwimMessage.class, new SwimCodec(), Traffic.MEMBERSHIP, 1, 8)
                .with(Update.class, new UpdateCodec(), Traffic.MEMBERSHIP, 16, 21)
                .with(SyncMessage.class, new SyncCodec(), Traffic.MEMBERSHIP, 32, 42)
                .with(RumorMessage.class, new RumorCodec(), Traffic.EVENTS, 48, 60)
                .with(CensusMessage.class, new CensusCodec(), Traffic.EVENTS, 61, 62)
                .with(IdentityMessage.class, new IdentityCodec(), Traffic.MEMBERSHIP, 64, 65)
                .with(KeyMessage.class, new KeyCodec(), Traffic.MEMBERSHIP, 80, 80)
                .with(QueryMessage.class, new QueryCodec(), Traffic.EVENTS, 144, 148)
                .with(
                        ReconcilerMessage.class,
                        new ReconcilerCodec(),
                        Traffic.DATA,
                        ReconcilerCodec.FIRST_KIND,
                        ReconcilerCodec.LAST_KIND)
                .with(
                        MerkleMessage.class,
                        new MerkleCodec(),
                        Traffic.DATA,
                        MerkleCodec.FIRST_KIND,
                        MerkleCodec.LAST_KIND)
                .with(AuditMessage.class, new AuditCodec(), Traffic.DATA, AuditCodec.FIRST_KIND, AuditCodec.LAST_KIND)
                .with(
                        ScuttlebuttMessage.class,
                        new ScuttlebuttCodec(),
                        Traffic.STATE,
                        ScuttlebuttCodec.FIRST_KIND,
                        ScuttlebuttCodec.LAST_KIND)
                .with(RibltMessage.class, new RibltCodec(), Traffic.DATA, RibltCodec.FIRST_KIND, RibltCodec.LAST_KIND));
    }
}
