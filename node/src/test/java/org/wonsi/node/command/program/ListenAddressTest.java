package org.wonsi.node.command.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.bytes.MalformedException;

class ListenAddressTest {
    @Test
    @DisplayName("A place is host and port, a port alone is this machine, IPv6 is in brackets")
    void parses() {
        assertThat(ListenAddress.parse("0.0.0.0:8001")).isEqualTo(new ListenAddress("0.0.0.0", 8001));
        assertThat(ListenAddress.parse("8001")).isEqualTo(new ListenAddress("127.0.0.1", 8001));
        assertThat(ListenAddress.parse("[::1]:0")).isEqualTo(new ListenAddress("::1", 0));
        assertThat(ListenAddress.parse("[::1]:9")).hasToString("[::1]:9");
        assertThat(ListenAddress.parse("localhost:65535").port()).isEqualTo(65535);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:", "localhost:65536", ":80", "localhost:-1", "localhost:8a"})
    @DisplayName("Anything else is refused, with an example of what is right")
    void refuses(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("127.0.0.1:8001");
    }

    @Test
    @DisplayName("A taken port is named, with a free one that could be used instead")
    void namesTheTakenPort() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ListenAddress address = new ListenAddress("127.0.0.1", other.getLocalPort());
            assertThat(address.isFree()).isFalse();
            assertThat(address.taken("HTTP", "--http"))
                    .startsWith("HTTP port " + other.getLocalPort() + " of 127.0.0.1 is taken")
                    .contains("--http 127.0.0.1:");
        }
    }
}
