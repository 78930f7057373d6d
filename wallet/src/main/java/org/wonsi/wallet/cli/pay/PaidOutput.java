package org.wonsi.wallet.cli.pay;

import java.util.Collection;
import java.util.List;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.tx.TxOut;
import org.wonsi.wallet.build.Recipient;

/**
 * An output of a payment in an answer: an address and its amount.
 *
 * @param address "-" for an output that pays to none
 * @param amount in satoshis
 */
record PaidOutput(String address, long amount) {
    static List<PaidOutput> of(List<Recipient> recipients) {
        return recipients.stream()
                .map(recipient -> new PaidOutput(
                        recipient.address().toString(), recipient.amount().satoshis()))
                .toList();
    }

    static PaidOutput of(TxOut output, ChainParams params) {
        String address = Address.ofScript(output.scriptPubKey(), params)
                .map(Address::toString)
                .orElse("-");
        return new PaidOutput(address, output.value().satoshis());
    }

    static long sum(Collection<PaidOutput> all) {
        return all.stream().mapToLong(PaidOutput::amount).sum();
    }
}
