package org.wonsi.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.wonsi.core.address.Address;
import org.wonsi.core.address.Base58Check;
import org.wonsi.core.address.Bech32;
import org.wonsi.core.address.Wif;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.Hex;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.hd.ExtendedKey;
import org.wonsi.core.hd.ExtendedKeyText;
import org.wonsi.core.hd.KeyPath;
import org.wonsi.core.hd.Mnemonic;

/** Texts that people type: each reader takes one or says what is wrong with it, and writes back what it took. */
class TextFuzzTest {
    private static final ChainParams REGTEST = ChainParams.regtest();

    /** The value, or nothing if the text is malformed; any other exception is a finding. */
    private static <T> Optional<T> parsed(String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (MalformedException e) {
            assertThat(e).hasMessageMatching("(?s).+");
            return Optional.empty();
        }
    }

    @FuzzTest
    void address(byte[] bytes) {
        String text = text(bytes);
        parsed(text, t -> Address.parse(t, REGTEST)).ifPresent(address -> {
            assertThat(address.scriptPubKey().isEmpty()).isFalse();
            assertThat(address).hasToString(text);
        });
        parsed(text, Bech32::decode)
                .ifPresent(bech32 -> assertThat(bech32.prefix()).isNotEmpty());
    }

    @FuzzTest
    void base58(byte[] bytes) {
        String text = text(bytes);
        parsed(text, Base58Check::decode)
                .ifPresent(payload -> assertThat(Base58Check.encode(payload)).isEqualTo(text));
    }

    @FuzzTest
    void secretKey(byte[] bytes) {
        String text = text(bytes);
        parsed(text, t -> Wif.parse(t, REGTEST))
                .ifPresent(wif -> assertThat(wif.encode(REGTEST)).isEqualTo(text));
    }

    @FuzzTest
    void extendedKey(byte[] bytes) {
        String text = text(bytes);
        parsed(text, t -> ExtendedKeyText.parse(t, Network.REGTEST))
                .ifPresent(key -> assertThat(written(key)).isEqualTo(text));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String written(ExtendedKey key) {
        return key.privateKey().isPresent()
                ? ExtendedKeyText.formatPrivate(key, Network.REGTEST)
                : ExtendedKeyText.formatPublic(key, Network.REGTEST);
    }

    @FuzzTest
    void keyPath(byte[] bytes) {
        String text = text(bytes);
        parsed(text, KeyPath::parse)
                .ifPresent(path -> assertThat(KeyPath.parse(path.toString())).isEqualTo(path));
    }

    @FuzzTest
    void mnemonic(byte[] bytes) {
        String text = text(bytes);
        parsed(text, Mnemonic::parse)
                .ifPresent(words ->
                        assertThat(Mnemonic.ofEntropy(words.entropy()).words()).isEqualTo(words.words()));
    }

    @FuzzTest
    void hex(byte[] bytes) {
        String text = text(bytes);
        parsed(text, Hex::parse).ifPresent(read -> assertThat(Hex.format(read)).isEqualToIgnoringCase(text));
        parsed(text, Hash256::ofDisplay)
                .ifPresent(hash -> assertThat(hash.toDisplay()).isEqualToIgnoringCase(text));
    }
}
