package org.wonsi.node.p2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.protocol.message.NetworkAddress;

class SubnetTest {
    @ParameterizedTest
    @DisplayName("a network holds its first and its last address, and not their neighbours outside")
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0, 10.255.255.255, 9.255.255.255, 11.0.0.0",
        "10.1.2.3/24, 10.1.2.0, 10.1.2.255, 10.1.1.255, 10.1.3.0",
        "10.1.2.3/255.255.254.0, 10.1.2.0, 10.1.3.255, 10.1.1.255, 10.1.4.0",
        "10.1.2.3, 10.1.2.3, 10.1.2.3, 10.1.2.2, 10.1.2.4",
        "10.1.2.3/31, 10.1.2.2, 10.1.2.3, 10.1.2.1, 10.1.2.4",
        "0.0.0.0/0, 0.0.0.0, 255.255.255.255, ::1, 2001:db8::1",
        "2001:db8::/32, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db7:ffff::, 2001:db9::",
        "fe80::1/128, fe80::1, fe80::1, fe80::, fe80::2",
    })
    void edges(String network, String first, String last, String before, String after) {
        Subnet subnet = Subnet.parse(network);
        assertThat(subnet.contains(ip(first))).isTrue();
        assertThat(subnet.contains(ip(last))).isTrue();
        assertThat(subnet.contains(ip(before))).isFalse();
        assertThat(subnet.contains(ip(after))).isFalse();
        assertThat(Subnet.parse(subnet.toString())).isEqualTo(subnet);
    }

    private static NetworkAddress ip(String text) {
        return Subnet.parse(text).base();
    }

    @ParameterizedTest
    @DisplayName("text is as Bitcoin Core writes it: bits past the prefix gone, zeros of IPv6 left out once")
    @CsvSource({
        "10.1.2.3/8, 10.0.0.0/8",
        "10.1.2.3, 10.1.2.3/32",
        "1.2.3.4/255.255.255.255, 1.2.3.4/32",
        "1.2.3.4/0.0.0.0, 0.0.0.0/0",
        "::1, ::1/128",
        "2001:0db8:0:0:1:0:0:1, 2001:db8::1:0:0:1/128",
        "2001:db8:1:1:1:1:0:1, 2001:db8:1:1:1:1:0:1/128",
        "::/0, ::/0",
        "::ffff:10.0.0.1, 10.0.0.1/32",
    })
    void text(String given, String canonical) {
        assertThat(Subnet.parse(given)).hasToString(canonical);
    }

    @ParameterizedTest
    @DisplayName("anything else is refused, and no name is looked up")
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/255.0.255.0",
                "::1/129",
                ":::",
                "fe80::1%eth0",
                "10.0.0.0/8/8",
                "::1/255.0.0.0",
                "10.0.0.1:9001"
            })
    void refused(String text) {
        assertThatThrownBy(() -> Subnet.parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessage("'" + text + "' is no IP address or network, such as 10.0.0.0/8");
    }
}
