package org.wonsi.wallet.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.tx.Amount;

class PaymentUriTest {
    private static final String ADDRESS = "1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH";

    @Test
    @DisplayName("a link is read with amount and label, in any case of the scheme, and written again")
    void readAndWritten() {
        PaymentUri uri = PaymentUri.parse(
                "BITCOIN:" + ADDRESS + "?amount=20.3&label=%EA%B9%80+1&foo=bar", ChainParams.mainnet());
        assertThat(uri.amount()).contains(new Amount(2_030_000_000L));
        assertThat(uri.label()).contains("김+1");
        assertThat(uri.format(Network.MAINNET))
                .isEqualTo("bitcoin:" + ADDRESS + "?amount=20.30000000&label=%EA%B9%80%2B1");
        assertThat(PaymentUri.parse(uri.format(Network.MAINNET), ChainParams.mainnet()))
                .isEqualTo(uri);
        assertThat(PaymentUri.parse(ADDRESS, ChainParams.mainnet()).amount()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wonsi:" + ADDRESS + "|a link for a payment on mainnet begins with bitcoin: and this one with wonsi:",
                "bitcoin:" + ADDRESS + "?req-somethingyoudontunderstand=50"
                        + "|the link asks for 'req-somethingyoudontunderstand', which this wallet doesn't know",
                "bitcoin:" + ADDRESS + "?amount=1,5"
                        + "|'1,5' is no amount; write coins with at most eight decimal places, for example 12.5"
            },
            quoteCharacter = '"')
    @DisplayName("a link that can't be honoured is refused with the reason")
    void refused(String text, String message) {
        assertThatThrownBy(() -> PaymentUri.parse(text, ChainParams.mainnet()))
                .isInstanceOf(MalformedException.class)
                .hasMessage(message);
    }
}
