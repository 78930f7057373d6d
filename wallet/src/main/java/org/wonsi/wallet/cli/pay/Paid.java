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
record Paid(String address, long amount) {
    static List<Paid> of(List<Recipient> recipients) {
        return recipients.stream()
                .map(recipient -> new Paid(
                        recipient.address().toString(), recipient.amount().satoshis()))
                .toList();
    }

    static Paid of(TxOut output, ChainParams params) {
        String address = Address.ofScript(output.scriptPubKey(), params)
                .map(Address::toString)
                .orElse("-");
        return new Paid(address, output.value().satoshis());
    }

    static long sum(Collection<Paid> all) {
        return all.stream().mapToLong(Paid::amount).sum();
    }
}
