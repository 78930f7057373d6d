package org.wonsi.core.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.crypto.ECKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hex;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.PrivateKey;

class WifTest {

    @ParameterizedTest
    @CsvSource({
        "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ, false,"
                + " 0c28fca386c7a227600b2fe50b7cae11ec86d3bf1fbe471be89827e19d72aa1d",
        "KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98617, true,"
                + " 0c28fca386c7a227600b2fe50b7cae11ec86d3bf1fbe471be89827e19d72aa1d",
        "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn, true,"
                + " 0000000000000000000000000000000000000000000000000000000000000001"
    })
    @DisplayName("well-known private keys are read and written")
    void known(String text, boolean compressed, String key) {
        Wif wif = Wif.parse(text, ChainParams.mainnet());
        assertThat(wif.compressed()).isEqualTo(compressed);
        assertThat(Hex.format(wif.key().toByteArray())).isEqualTo(key);
        assertThat(wif.encode(ChainParams.mainnet())).isEqualTo(text);
    }

    @Test
    @DisplayName("bitcoinj writes the same texts for random keys")
    void bitcoinj() {
        Random random = new Random(5);
        for (int i = 0; i < 50; i++) {
            PrivateKey key = PrivateKey.generate(random);
            boolean compressed = random.nextBoolean();
            String ours = new Wif(key, compressed).encode(ChainParams.regtest());
            String theirs = ECKey.fromPrivate(key.toByteArray(), compressed).getPrivateKeyAsWiF(BitcoinNetwork.TESTNET);
            assertThat(theirs).as("seed 5, round " + i).isEqualTo(ours);
            assertThat(Wif.parse(theirs, ChainParams.regtest())).isEqualTo(new Wif(key, compressed));
        }
    }

    @Test
    @DisplayName("a private key of another network, a mistyped one and something else are refused without repeating it")
    void refused() {
        String mainnet = "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn";
        ChainParams seminar = ChainParams.seminar();
        assertThatThrownBy(() -> Wif.parse(mainnet, seminar))
                .isInstanceOf(MalformedException.class)
                .hasMessage("this is a private key of mainnet, on the seminar network");
        assertThatThrownBy(() -> Wif.parse(mainnet.replace('s', 't'), seminar))
                .hasMessage("the text is no private key: a character is wrong, missing or too many");
        assertThatThrownBy(() -> Wif.parse("1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH", seminar))
                .hasMessage("the text is no private key: it holds 21 bytes instead of 33 or 34");
        ByteString zeroMark = ByteString.ofHex("c9" + "11".repeat(32) + "00");
        assertThatThrownBy(() -> Wif.parse(Base58Check.encode(zeroMark), seminar))
                .hasMessage("the text is no private key: it holds 34 bytes instead of 33 or 34");
        assertThat(Wif.parse(mainnet, ChainParams.mainnet()).toString()).isEqualTo("Wif[not shown, compressed]");
    }
}
