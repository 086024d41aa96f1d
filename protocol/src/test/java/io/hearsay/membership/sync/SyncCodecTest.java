package io.hearsay.membership.sync;

import static io.hearsay.membership.Records.record;

import io.hearsay.CodecContract;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Standing;
import io.hearsay.membership.Update;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncCodecTest {
    private final MemberRecord ann = record("ann", 1);
    private final MemberRecord bob = record("bob", 2).withIncarnation(3);

    @Test
    void keeps_its_contract() {
        List<Update> removals = List.of(new Update.Left(ann.id()), new Update.Forgotten(bob.id(), "eve"));
        CodecContract.check(
                new SyncCodec(),
                SyncMessage.class,
                List.of(
                        new SyncMessage.Join(ann),
                        new SyncMessage.Welcome(bob, -7, true),
                        new SyncMessage.Refused(Refusal.HELD, 0, "name ann is held by 10.0.0.1:7940"),
                        new SyncMessage.Digest(
                                5, 0, -1, List.of(new SyncMessage.Line(1, 2), new SyncMessage.Line(-3, -4))),
                        new SyncMessage.Rows(
                                List.of(
                                        new Standing(ann, 4, MemberState.SUSPECT),
                                        new Standing(bob, 3, MemberState.DEAD)),
                                removals),
                        new SyncMessage.Want(5, 77, List.of(1L, -3L)),
                        new SyncMessage.Done(5, 99, ann),
                        new SyncMessage.Leaving(ann.id()),
                        new SyncMessage.LeftSeen(ann.id()),
                        new SyncMessage.Removed(3, removals),
                        new SyncMessage.RemovedSeen(3)));
    }
}
