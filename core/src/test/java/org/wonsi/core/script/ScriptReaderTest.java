package org.wonsi.core.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;

class ScriptReaderTest {
    @Test
    @DisplayName("passing over an operation ends where reading it does, for 20,000 scripts of random bytes")
    void skipped() {
        Random random = new Random(20261128);
        int cutOff = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            Script script = new Script(ByteString.copyOf(bytes));
            ScriptReader reading = new ScriptReader(script);
            ScriptReader skipping = new ScriptReader(script);
            while (reading.hasNext()) {
                assertThat(skipping.hasNext()).isTrue();
                int offset = reading.position();
                Optional<Operation> operation = reading.next();
                int code = skipping.skip();
                assertThat(code)
                        .as(script.bytes().toHex())
                        .isEqualTo(operation.map(Operation::code).orElse(ScriptReader.NONE));
                assertThat(skipping.position()).isEqualTo(reading.position());
                assertThat(skipping.isBroken()).isEqualTo(reading.isBroken());
                operation.ifPresent(read -> {
                    assertThat(read.offset()).isEqualTo(offset);
                    assertThat(read.data())
                            .isEqualTo(script.bytes()
                                    .slice(reading.position() - read.data().size(), reading.position()));
                });
            }
            assertThat(skipping.hasNext()).isFalse();
            assertThat(skipping.skip()).isEqualTo(ScriptReader.NONE);
            cutOff += reading.isBroken() ? 1 : 0;
        }
        assertThat(cutOff).isBetween(10_000, 19_000);
    }

    @Test
    @DisplayName("a push may take all bytes that are left, and not one more")
    void push() {
        ScriptReader whole = new ScriptReader(Script.ofHex("02aabb"));
        assertThat(whole.next().map(Operation::data)).contains(ByteString.ofHex("aabb"));
        assertThat(whole.isBroken()).isFalse();
        ScriptReader cutOff = new ScriptReader(Script.ofHex("03aabb"));
        assertThat(cutOff.skip()).isEqualTo(ScriptReader.NONE);
        assertThat(cutOff.isBroken()).isTrue();
        assertThat(cutOff.position()).isEqualTo(1);
    }
}
