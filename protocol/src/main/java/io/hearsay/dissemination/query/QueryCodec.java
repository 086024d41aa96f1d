package io.hearsay.dissemination.query;

import io.hearsay.dissemination.query.QueryMessage.Answer;
import io.hearsay.dissemination.query.QueryMessage.Note;
import io.hearsay.dissemination.query.QueryMessage.Piece;
import io.hearsay.dissemination.query.QueryMessage.Question;
import io.hearsay.dissemination.query.QueryMessage.Refusal;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;

/** The messages of queries as bytes: kinds 144 to 148 of {@code docs/wire-format.md}. */
public final class QueryCodec implements Codec<QueryMessage> {
    /** A message is at most so much longer than its payload, on a link. */
    static final int HEADER_BYTES = 1_024;

    private static final int QUESTION = 144;
    private static final int ANSWER = 145;
    private static final int REFUSAL = 146;
    private static final int NOTE = 147;
    private static final int PIECE = 148;

    @Override
    public int kind(QueryMessage message) {
        if (message instanceof Question) return QUESTION;
        if (message instanceof Answer) return ANSWER;
        if (message instanceof Refusal) return REFUSAL;
        if (message instanceof Note) return NOTE;
        if (message instanceof Piece) return PIECE;
        throw new AssertionError(message);
    }

    @Override
    public void encode(QueryMessage message, ByteWriter out) {
        out.varint(message.number());
        if (message instanceof Question question)
            out.varint(question.timeoutMillis())
                    .string(question.handler())
                    .bytes(question.payload().bytes());
        else if (message instanceof Answer answer) out.bytes(answer.payload().bytes());
        else if (message instanceof Refusal refusal)
            out.u8(refusal.why().code()).string(refusal.text());
        else if (message instanceof Note note) out.bytes(note.payload().bytes());
        else if (message instanceof Piece piece)
            out.u8(piece.kind())
                    .varint(piece.offset())
                    .varint(piece.size())
                    .bytes(piece.bytes().bytes());
        else throw new AssertionError(message);
    }

    @Override
    public QueryMessage decode(int kind, ByteReader in) {
        if (kind == PIECE) return piece(in);
        return whole(kind, in);
    }

    /** Reads a message that is no piece of one. */
    QueryMessage whole(int kind, ByteReader in) {
        long number = in.varint(Long.MAX_VALUE);
        return switch (kind) {
            case QUESTION -> question(number, in);
            case ANSWER -> new Answer(number, content(in));
            case REFUSAL -> new Refusal(number, refused(in.u8()), in.string(QueryMessage.MAX_TEXT_BYTES));
            case NOTE -> new Note(number, content(in));
            default -> throw new MalformedMessageException("no message of queries has kind " + kind);
        };
    }

    private static Question question(long number, ByteReader in) {
        int timeout = in.varint(QueryMessage.MAX_TIMEOUT_MILLIS);
        if (timeout == 0) throw new MalformedMessageException("a question nobody waits for");
        return new Question(number, timeout, in.string(QueryMessage.MAX_HANDLER_BYTES), content(in));
    }

    private static Piece piece(ByteReader in) {
        long number = in.varint(Long.MAX_VALUE);
        int kind = in.u8();
        int offset = in.varint(QueryMessage.MAX_SIZE_BYTES);
        int size = in.varint(QueryMessage.MAX_SIZE_BYTES);
        Content bytes = new Content(in.bytes(QueryMessage.MAX_PIECE_BYTES));
        try {
            return new Piece(number, kind, offset, size, bytes);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()));
        }
    }

    private static Content content(ByteReader in) {
        return new Content(in.bytes(QueryMessage.MAX_SIZE_BYTES));
    }

    private static Refused refused(int code) {
        for (Refused why : Refused.values()) if (why.code() == code) return why;
        throw new MalformedMessageException("no refusal has code " + code);
    }
}
