package org.wonsi.node.http.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A body's limit is that of its route:")
class BodyLimitsTest {
    private final BodyLimits limits = BodyLimits.ofOperations(4_200_000);

    BodyLimitsTest() {
        limits.add(List.of(
                Operation.post(Tag.LAB, "/vote/choice", "", Content.NOTHING).upTo(256),
                Operation.post(Tag.NODE, "/", "", Content.NOTHING).takingBlocks(),
                Operation.post(Tag.LAB, "/lab/{experiment}/{command}", "", Content.NOTHING)
                        .upTo(1_000),
                Operation.post(Tag.OTHER, "/rest/getutxos/<path>", "", Content.NOTHING)
                        .upTo(2_000),
                Operation.post(Tag.OTHER, "/sql", "", Content.NOTHING)));
    }

    @Test
    @DisplayName("what it says, with or without a slash at the end, and never more than the node takes")
    void said() {
        assertThat(limits.of("POST", "/vote/choice")).isEqualTo(256);
        assertThat(limits.of("POST", "/vote/choice/")).isEqualTo(256);
        assertThat(limits.of("POST", "/")).isEqualTo(4_200_000);
        assertThat(limits.of("POST", "/lab/tamper/send")).isEqualTo(1_000);
        assertThat(limits.of("POST", "/rest/getutxos/a/b.json")).isEqualTo(2_000);
        assertThat(BodyLimits.ofAll(7).of("PUT", "/any")).isEqualTo(7);
    }

    @Test
    @DisplayName("65,536 bytes where it says nothing, and for paths and methods that don't exist")
    void usual() {
        assertThat(limits.of("POST", "/sql")).isEqualTo(65_536);
        assertThat(limits.of("GET", "/vote/choice")).isEqualTo(65_536);
        assertThat(limits.of("POST", "/lab/tamper")).isEqualTo(65_536);
        assertThat(limits.of("POST", "/lab/tamper/send/more")).isEqualTo(65_536);
        assertThat(BodyLimits.ofOperations(100).of("POST", "/nowhere")).isEqualTo(100);
    }
}
