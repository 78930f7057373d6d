package org.wonsi.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.ChainParams;
import picocli.CommandLine;

class DecodeCommandTest {
    private static final String PAYMENT =
            ChainParams.mainnet().genesis().transactions().get(0).encode().toHex();

    private final StringWriter said = new StringWriter();

    private int run(String... words) {
        CommandLine line = Wonsi.commandLine(words);
        line.setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
        return line.execute(words);
    }

    @Test
    @DisplayName("A transaction with a byte too many is refused as that, and no script")
    void leftOver() {
        assertThat(run("decode", PAYMENT)).isZero();
        assertThat(run("decode", PAYMENT + "00")).isEqualTo(1);
        assertThat(said.toString())
                .endsWith(
                        "wonsi: these bytes can't be read: a transaction of 204 bytes, and 1 byte left over; --as says"
                                + " what to read them as" + System.lineSeparator());
        assertThat(run("decode", "--as", "transaction", PAYMENT + "00")).isEqualTo(1);
        assertThat(said.toString()).contains("wonsi: these bytes can't be read as transaction: at offset 204");
        assertThat(run("decode", "--as", "script", PAYMENT + "00")).isZero();
    }
}
