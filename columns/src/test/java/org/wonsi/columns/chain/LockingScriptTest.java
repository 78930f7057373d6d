package org.wonsi.columns.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.script.Script;

@DisplayName("what the public tables say of a locking script")
class LockingScriptTest {
    private static LockingScript of(String hex) {
        return LockingScript.of(Script.ofHex(hex), ChainParams.mainnet());
    }

    @ParameterizedTest
    @CsvSource({
        "204e0000c93ad870ee0ca407cdc17ddc61c71b12906ad1fa476a9b56, nonstandard0cbd12ed8f1b1d8979f7f50d5083e9f21b7f5f78",
        "'', nonstandarde3b0c44298fc1c149afbf4c8996fb92427ae41e4"
    })
    @DisplayName("without an address is bitcoin-etl's made-up one; the two of bitcoin-etl's own test")
    void madeUp(String script, String address) {
        assertThat(of(script)).isEqualTo(new LockingScript("nonstandard", List.of(address), OptionalInt.empty()));
    }

    @Test
    @DisplayName("with a bare key is nonstandard, too: an output of 2015 that the public data set shows so")
    void bareKey() {
        assertThat(of("21020e46e79a2a8d12b9b5d12c7a91adb4e454edfae43c0a0cb805427d2ac7613fd9ac"))
                .isEqualTo(new LockingScript(
                        "nonstandard",
                        List.of("nonstandardf4acdc49b8af461468a5e65549db65f9b294c9fe"),
                        OptionalInt.empty()));
    }

    @Test
    @DisplayName("with a key's hash is pubkeyhash, one address, one signature")
    void keyHash() {
        assertThat(of("76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac"))
                .isEqualTo(new LockingScript(
                        "pubkeyhash", List.of("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"), OptionalInt.of(1)));
    }

    @Test
    @DisplayName("with a script's hash is scripthash, one address, one signature")
    void scriptHash() {
        assertThat(of("a914" + "00".repeat(20) + "87"))
                .isEqualTo(new LockingScript(
                        "scripthash", List.of("31h1vYVSYuKP6AhS86fbRdMw9XHieotbST"), OptionalInt.of(1)));
    }

    @Test
    @DisplayName("of two keys of three has an address a key, and needs two signatures")
    void multisig() {
        String key = "21020e46e79a2a8d12b9b5d12c7a91adb4e454edfae43c0a0cb805427d2ac7613fd9";
        LockingScript lock = of("52" + key.repeat(3) + "53ae");
        assertThat(lock.type()).isEqualTo("multisig");
        assertThat(lock.requiredSignatures()).hasValue(2);
        assertThat(lock.addresses()).hasSize(3).containsOnly("1P3rU1Nk1pmc2BiWC8dEy9bZa1ZbMp5jfg");
    }
}
