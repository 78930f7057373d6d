package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.protocol.message.NetworkAddress;

class NetworkAddressTest {
    @ParameterizedTest
    @DisplayName("the whole internet reaches public addresses, and none of the special ranges; both sides of each")
    @CsvSource({
        "09ffffff, true",
        "0a000000, false",
        "0affffff, false",
        "0b000000, true",
        "ac0fffff, true",
        "ac100000, false",
        "ac1fffff, false",
        "ac200000, true",
        "c0a7ffff, true",
        "c0a80000, false",
        "c0a8ffff, false",
        "c0a90000, true",
        "643fffff, true",
        "64400000, false",
        "647fffff, false",
        "64800000, true",
        "a9fdffff, true",
        "a9fe0000, false",
        "a9feffff, false",
        "a9ff0000, true",
        "c00001ff, true",
        "c0000200, false",
        "c00002ff, false",
        "c0000300, true",
        "c63363ff, true",
        "c6336400, false",
        "c63364ff, false",
        "c6336500, true",
        "cb0070ff, true",
        "cb007100, false",
        "cb0071ff, false",
        "cb007200, true",
        "c611ffff, true",
        "c6120000, false",
        "c613ffff, false",
        "c6140000, true",
        "7effffff, true",
        "7f000001, false",
        "7fffffff, false",
        "80000000, true",
        "00ffffff, false",
        "01000000, true",
        "ffffffff, false",
        "fffffffe, true",
        "00000000000000000000000000000000, false",
        "00000000000000000000000000000001, false",
        "fbff0000000000000000000000000001, true",
        "fc000000000000000000000000000001, false",
        "fdff0000000000000000000000000001, false",
        "fe800000000000000000000000000001, false",
        "20010db8000000000000000000000001, false",
        "20010db9000000000000000000000001, true",
        "2001000f000000000000000000000001, true",
        "20010010000000000000000000000001, false",
        "2001002f000000000000000000000001, false",
        "20010030000000000000000000000001, true",
    })
    void publicAddresses(String ip, boolean expected) {
        assertThat(NetworkAddress.ofIp(ByteString.ofHex(ip), 8333).isPublic()).isEqualTo(expected);
    }
}
