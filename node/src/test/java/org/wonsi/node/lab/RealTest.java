package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.service.lab.Panel;

@DisplayName("the experiment real")
@InLabRoom
class RealTest {
    private static final String FALSE_ON_TOP =
            "Script evaluated without error but finished with a false/empty top stack element";

    private final LabRoom room;

    RealTest(LabRoom room) {
        this.room = room;
    }

    @Test
    @DisplayName("each command makes by itself what it needs, in whatever order they come")
    void anyOrder() {
        room.lab().reset("real").join();
        assertThat(room.run("real", "bit"))
                .containsExactly(
                        "flipped byte=70 of=71",
                        "script step=3 operation=OP_CHECKSIG result=\"" + FALSE_ON_TOP + "\"",
                        "refused as=script reason=\"mandatory-script-verify-flag-failed (" + FALSE_ON_TOP + ")\"",
                        "refused as=block reason=bad-txnmrklroot",
                        "refused as=new-root reason=high-hash");
        assertThat(room.run("real", "flip"))
                .containsExactly(
                        "flipped byte=500000 transaction=635",
                        "refused as=block reason=bad-txnmrklroot",
                        "refused as=new-root reason=high-hash");
        assertThat(room.run("real", "signatures").get(0)).startsWith("verified inputs=287 signatures=361 tried=");
        assertThat(room.run("real", "signatures")).last().isEqualTo("fees known=0.04663689 payments=255 of=1556");
        assertThat(room.run("real", "step", "to=2")).containsExactly("script step=2 operation=push result=\"so far\"");
        assertThat(room.run("real", "first").get(1))
                .isEqualTo("payment txid=f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16"
                        + " in=50.00 paid=10.00 change=40.00");
        assertThat(room.run("real", "full")).hasSize(10).last().isEqualTo("unknown inputs=4599 of=4886");
    }

    @Test
    @DisplayName("the panels of the two blocks never stand side by side")
    void panels() {
        room.lab().reset("real").join();
        room.run("real", "first");
        Panel.Flow flow = Shown.panel(room, "real", "flow", Panel.Flow.class);
        assertThat(flow.outputs()).extracting(Panel.Part::owner).containsExactly("Hal", "Satoshi");
        assertThat(flow.fee()).isEqualTo("0.00");
        Panel.Chain chain = Shown.panel(room, "real", "chain", Panel.Chain.class);
        assertThat(chain.cards()).extracting(Panel.Card::height).containsExactly(167, 168, 169, 170);
        assertThat(chain.cards()).extracting(Panel.Card::payments).containsExactly(0, 0, 0, 1);
        assertThat(chain.cards().get(3).prev()).isEqualTo(chain.cards().get(2).hash());
        room.run("real", "full");
        assertThat(room.lab().seen("real").panels()).containsOnlyKeys("rules", "unknown", "block");
        Panel.Table rules = Shown.panel(room, "real", "rules", Panel.Table.class);
        assertThat(rules.rows()).hasSize(8).allMatch(row -> row.get(2).equals("\"OK\""));
        room.run("real", "signatures");
        assertThat(Shown.panel(room, "real", "kinds", Panel.Table.class).rows())
                .containsExactly(
                        List.of("lab.type.pubkeyhash", "213", "213"), List.of("lab.type.scripthash", "74", "148"));
        room.run("real", "bit");
        assertThat(room.lab().seen("real").panels()).containsOnlyKeys("bit", "script", "refusals");
    }

    @Test
    @DisplayName("a bit of the header is refused by the work, one of a count makes the bytes no block")
    void otherBits() {
        assertThat(room.run("real", "flip", "byte=0"))
                .containsExactly("flipped byte=0 transaction=none", "refused as=block reason=high-hash");
        assertThat(room.run("real", "flip", "byte=80").get(0)).startsWith("unreadable byte=80 why=");
        assertThat(room.run("real", "flip", "byte=999886").get(1)).isEqualTo("refused as=block reason=bad-txnmrklroot");
    }

    @Test
    @DisplayName("a wrong argument is refused with its name and what would be right")
    void wrongArguments() {
        assertThatThrownBy(() ->
                        room.lab().run("real", "flip", Map.of("byte", "999887")).join())
                .hasMessageContaining("byte is a whole number from 0 to 999886, not '999887'");
        assertThatThrownBy(
                        () -> room.lab().run("real", "step", Map.of("to", "4")).join())
                .hasMessageContaining("to is a whole number from 1 to 3, not '4'");
    }
}
