package org.wonsi.node.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An address, as limits count it, is")
class ClientAddressTest {
    static ClientAddress of(String literal) {
        try {
            return ClientAddress.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName("one of IPv4, also where IPv6 writes it")
    void ipv4() {
        assertThat(of("192.168.0.7")).isEqualTo(new ClientAddress("192.168.0.7", false));
        assertThat(of("192.168.0.8")).isNotEqualTo(of("192.168.0.7"));
        assertThat(of("::ffff:192.168.0.7")).isEqualTo(of("192.168.0.7"));
    }

    @Test
    @DisplayName("the first 64 bits of one of IPv6, link-local with its interface or not")
    void ipv6() {
        assertThat(of("2001:db8:1:2::1")).isEqualTo(of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertThat(of("2001:db8:1:2::1")).isNotEqualTo(of("2001:db8:1:3::1"));
        assertThat(of("2001:db8:1:2::1")).isEqualTo(new ClientAddress("20010db800010002", false));
        assertThat(of("fe80::1%1")).isEqualTo(of("fe80::2"));
    }

    @Test
    @DisplayName("this machine, by any loopback address")
    void here() {
        assertThat(of("127.0.0.1").here()).isTrue();
        assertThat(of("::1")).isEqualTo(of("127.0.0.1"));
        assertThat(of("127.255.255.254")).isEqualTo(of("127.0.0.1"));
        assertThat(of("0.0.0.0").here()).isFalse();
    }
}
