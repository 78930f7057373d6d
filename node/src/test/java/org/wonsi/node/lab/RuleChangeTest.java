package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.lab.Panel;

@DisplayName("the experiment rulechange")
@InLabRoom
class RuleChangeTest {
    private final LabRoom room;

    RuleChangeTest(LabRoom room) {
        this.room = room;
    }

    @Test
    @DisplayName(
            "tightened: both upgraded nodes refuse the large block, and only more work on their side heals the split")
    void soft() {
        List<String> parted = room.run("rulechange", "soft");
        assertThat(parted)
                .contains(
                        "refused by=Jeju reason=bad-blk-length",
                        "refused by=Incheon reason=bad-blk-length",
                        "tips count=2 loose=3 tight=2",
                        "balance node=Seoul Alice=4.9999 Bob=0.00",
                        "balance node=Jeju Alice=0.00 Bob=4.9999")
                .anyMatch(fact -> fact.matches("disputed by=Seoul bytes=1[0-9]{4} allowed=10000"))
                .anyMatch(fact -> fact.matches("dropped by=Jeju peer=(Seoul|Busan)"));
        List<String> healed = room.run("rulechange", "outpace");
        // More work on the other side doesn't move them: they refuse once more. Theirs does move the other side.
        assertThat(healed)
                .containsSubsequence(
                        "refused by=Jeju reason=bad-blk-length",
                        "met loose=Busan tight=Jeju tips=2",
                        "reorg node=Seoul disconnected=3 connected=4",
                        "reorg node=Busan disconnected=3 connected=4",
                        "tips count=1 loose=3 tight=4",
                        "balance node=Seoul Alice=0.00 Bob=4.9999",
                        "balance node=Jeju Alice=0.00 Bob=4.9999");
        Panel.Chain chain = Shown.panel(room, "rulechange", "chain", Panel.Chain.class);
        assertThat(chain.cards())
                .filteredOn(card -> card.mark().equals("abandoned"))
                .hasSize(3);
    }

    @Test
    @DisplayName(
            "loosened: no work of theirs makes unchanged nodes follow; a payment of one side is valid on the other")
    void hard() {
        List<String> insisted = room.run("rulechange", "insist");
        assertThat(insisted)
                .containsSubsequence(
                        "tips count=2 loose=3 tight=2",
                        "refused by=Seoul reason=bad-blk-length",
                        "met loose=Incheon tight=Seoul tips=2",
                        "tips count=2 loose=6 tight=2",
                        "balance node=Jeju Alice=4.9999 Bob=0.00",
                        "balance node=Seoul Alice=0.00 Bob=4.9999")
                .anyMatch(fact -> fact.matches("disputed by=Jeju bytes=10[0-9]{5} allowed=1000000"));
        assertThat(room.run("rulechange", "replay"))
                .contains("accepted by=Seoul", "balance node=Jeju Bob=4.9999", "balance node=Seoul Bob=4.9999")
                .last()
                .asString()
                .endsWith("chains=2");
        // Once more: it is in both chains already.
        assertThat(room.run("rulechange", "replay")).last().asString().endsWith("chains=2");
    }

    @Test
    @DisplayName("only the experiment's nodes have another rule, never the room's")
    void roomUntouched() {
        room.run("rulechange", "soft");
        assertThat(room.nodes())
                .allSatisfy(node -> assertThat(node.params().limits().bytes()).isEqualTo(1_000_000));
    }
}
