package org.wonsi.node.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.tx.Descriptor;

@DisplayName("Descriptors")
class DescriptorTest {
    private static final ChainParams REGTEST = ChainParams.regtest();

    @Test
    @DisplayName("the checksum is BIP 380's")
    void checksum() {
        assertThat(Descriptor.checksum("raw(deadbeef)")).isEqualTo("89f8spxm");
        assertThat(Descriptor.parse("raw(deadbeef)#89f8spxm", REGTEST)
                        .script()
                        .bytes()
                        .toHex())
                .isEqualTo("deadbeef");
        assertThatThrownBy(() -> Descriptor.parse("raw(deadbeef)#89f8spxn", REGTEST))
                .hasMessageContaining("does not match computed checksum '89f8spxm'");
        assertThatThrownBy(() -> Descriptor.parse("raw(deedbeef)#89f8spxm", REGTEST))
                .isInstanceOf(RpcException.class);
        assertThatThrownBy(() -> Descriptor.parse("raw(deadbeef)#", REGTEST)).isInstanceOf(RpcException.class);
    }

    @Test
    @DisplayName("a key stands in hex or as a private key's text, and its script is the one of its function")
    void keys() {
        String key = "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
        assertThat(Descriptor.parse("pk(" + key + ")", REGTEST).script().bytes().toHex())
                .isEqualTo("21" + key + "ac");
        assertThat(Descriptor.parse("pkh(" + key + ")", REGTEST)
                        .script()
                        .bytes()
                        .toHex())
                .isEqualTo("76a914751e76e8199196d454941c45d1b3a323f1433bd688ac");
        assertThat(Descriptor.parse("pkh(cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA)", REGTEST)
                        .script()
                        .bytes()
                        .toHex())
                .isEqualTo("76a914751e76e8199196d454941c45d1b3a323f1433bd688ac");
        assertThatThrownBy(() -> Descriptor.parse("pk(02)", REGTEST)).hasMessageStartingWith("pk(): ");
        assertThatThrownBy(() -> Descriptor.parse("wpkh(" + key + ")", REGTEST))
                .hasMessageContaining("known are raw, addr, pk and pkh");
    }
}
