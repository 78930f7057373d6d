package org.wonsi.node.vote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.VoteService.Cast;
import org.wonsi.node.service.VoteService.Question;

@DisplayName("a vote")
class BallotTest {
    private final Ballot ballot = new Ballot(7, new Question(5, "winner", List.of("a", "b", "c")));

    @Test
    @DisplayName("counts one answer a device, the last one it gave")
    void oneADevice() {
        assertThat(ballot.cast("phone", "home", "a")).isEqualTo(Cast.COUNTED);
        assertThat(ballot.cast("other", "home", "a")).isEqualTo(Cast.COUNTED);
        assertThat(ballot.counts()).containsExactly(2, 0, 0);
        assertThat(ballot.cast("phone", "home", "c")).isEqualTo(Cast.COUNTED);
        assertThat(ballot.cast("phone", "home", "c")).isEqualTo(Cast.COUNTED);
        assertThat(ballot.counts()).containsExactly(1, 0, 1);
        assertThat(ballot.voted()).isEqualTo(2);
        assertThat(ballot.choice("phone")).contains("c");
        assertThat(ballot.choice("stranger")).isEmpty();
    }

    @Test
    @DisplayName("takes no answer that the question hasn't, and none after it was revealed; then it knows counts only")
    void revealed() {
        assertThat(List.of("d", "", "A", "ab"))
                .allSatisfy(letter ->
                        assertThat(ballot.cast("phone", "home", letter)).isEqualTo(Cast.UNKNOWN_ANSWER));
        assertThat(ballot.voted()).isZero();
        assertThat(ballot.cast("phone", "home", "b")).isEqualTo(Cast.COUNTED);
        ballot.reveal();
        assertThat(ballot.isRevealed()).isTrue();
        assertThat(ballot.cast("phone", "home", "a")).isEqualTo(Cast.TOO_LATE);
        assertThat(ballot.cast("other", "home", "a")).isEqualTo(Cast.TOO_LATE);
        assertThat(ballot.counts()).containsExactly(0, 1, 0);
        assertThat(ballot.voted()).isEqualTo(1);
        assertThat(ballot.choice("phone")).isEqualTo(Optional.empty());
    }

    @Test
    @DisplayName("takes 300 devices of an address, not 301; whoever has voted may still change, and others still vote")
    void addressLimit() {
        for (int i = 0; i < 300; i++) {
            assertThat(ballot.cast("phone " + i, "home", "a")).as("%d", i).isEqualTo(Cast.COUNTED);
        }
        assertThat(ballot.cast("phone 300", "home", "a")).isEqualTo(Cast.ADDRESS_FULL);
        assertThat(ballot.cast("phone 299", "home", "b")).isEqualTo(Cast.COUNTED);
        assertThat(ballot.cast("phone 300", "elsewhere", "b")).isEqualTo(Cast.COUNTED);
        assertThat(ballot.counts()).containsExactly(299, 2, 0);
    }

    @Test
    @DisplayName("takes 3,000 devices in all, not 3,001")
    void roomLimit() {
        for (int i = 0; i < 3_000; i++) {
            assertThat(ballot.cast("phone " + i, "address " + i / 300, "c")).isEqualTo(Cast.COUNTED);
        }
        assertThat(ballot.cast("one more", "another address", "c")).isEqualTo(Cast.ROOM_FULL);
        assertThat(ballot.cast("phone 2999", "address 9", "a")).isEqualTo(Cast.COUNTED);
        assertThat(ballot.counts()).containsExactly(1, 0, 2_999);
    }
}
