package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.node.command.Wonsi;
import org.wonsi.node.p2p.Subnet;
import picocli.CommandLine;

/** {@code --noban}: whose connections are kept whatever they do. */
class SparedPeersTest {
    @Test
    @DisplayName("addresses of the network are spared, the one beside it isn't, and without --noban none is")
    void networks() {
        NodeConfig config = NodeConfig.of("Seoul", ChainParams.regtest(), Path.of("nowhere"));
        NetworkAddress last = NetworkAddress.ofIpv4(10, 1, 255, 255, 50_000);
        NetworkAddress beside = NetworkAddress.ofIpv4(10, 2, 0, 0, 50_000);
        NodeConfig sparing = config.withNoBan(List.of(Subnet.parse("10.1.0.0/16")));
        assertThat(config.isNoBan(last)).isFalse();
        assertThat(sparing.isNoBan(last)).isTrue();
        assertThat(sparing.isNoBan(beside)).isFalse();
    }

    @Test
    @DisplayName("what is no address is refused before anything starts, with what to write instead")
    void noAddress() {
        StringWriter errors = new StringWriter();
        CommandLine wonsi = Wonsi.commandLine().setErr(new PrintWriter(errors));
        int code = wonsi.execute("node", "--network", "regtest", "--noban", "house");
        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString())
                .contains(
                        "--noban: 'house' is no IP address or network, such as 10.0.0.0/8; give an address, a network,"
                                + " or 'all'");
    }
}
