package org.wonsi.wallet.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;

/** A link that somebody sends is read or refused, and what was read is written back to mean the same. */
class PaymentUriFuzzTest {
    private static final ChainParams REGTEST = ChainParams.regtest();

    @FuzzTest
    void link(byte[] bytes) {
        PaymentUri uri;
        try {
            uri = PaymentUri.parse(new String(bytes, StandardCharsets.UTF_8), REGTEST);
        } catch (MalformedException e) {
            assertThat(e).hasMessageMatching("(?s).+");
            return;
        }
        assertThat(PaymentUri.parse(uri.format(REGTEST.network()), REGTEST)).isEqualTo(uri);
    }
}
