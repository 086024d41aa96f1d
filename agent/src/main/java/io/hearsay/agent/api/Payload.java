package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An event's bytes: as text where they are UTF-8, else in Base64.
 *
 * @param text exactly one of the two is there
 * @param base64 exactly one of the two is there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Payload(@Nullable String text, @Nullable String base64) {

    public Payload {
        if ((text == null) == (base64 == null))
            throw new IllegalArgumentException("an event has either 'text' or 'base64'");
    }

    public static Payload of(byte[] bytes) {
        try {
            return new Payload(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    null);
        } catch (CharacterCodingException e) {
            return base64(bytes);
        }
    }

    /** Like {@link #of}, and Base64 also where text would be long in JSON, for its many control characters. */
    public static Payload compact(byte[] bytes) {
        int escaped = 0;
        for (byte b : bytes) if (b >= 0 && b < ' ') escaped++;
        return escaped > bytes.length / 16 + 8 ? base64(bytes) : of(bytes);
    }

    private static Payload base64(byte[] bytes) {
        return new Payload(null, Base64.getEncoder().encodeToString(bytes));
    }

    /**
     * The bytes.
     *
     * @throws IllegalArgumentException if the Base64 is none
     */
    public byte[] bytes() {
        if (text != null) return text.getBytes(StandardCharsets.UTF_8);
        if (base64 == null) throw new AssertionError(this);
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'base64' is not Base64: " + e.getMessage(), e);
        }
    }
}
