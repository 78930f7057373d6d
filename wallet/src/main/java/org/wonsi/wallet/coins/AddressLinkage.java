package org.wonsi.wallet.coins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * The links between addresses that an observer of the chain can see: "multi-input transactions, which necessarily
 * reveal that their inputs were owned by the same owner" (paper, section 10), change that goes with them, and
 * addresses used again.
 */
public final class AddressLinkage {
    private final Ledger ledger;
    private final Map<String, Set<String>> groups = new LinkedHashMap<>();
    private final List<Link> links = new ArrayList<>();

    /** The reason why addresses belong together. */
    public enum Reason {
        /** They paid together. */
        COMMON_INPUTS,
        /** The change of a payment belongs to who paid. */
        CHANGE
    }

    /** A link between addresses, made by one transaction. */
    public record Link(String txid, Reason reason, List<String> addresses) {
        public Link {
            addresses = List.copyOf(addresses);
        }
    }

    /** Links in these books. */
    public AddressLinkage(Ledger ledger) {
        this.ledger = ledger;
        ledger.transactions().forEach(this::link);
    }

    private void link(WalletTx tx) {
        List<String> payers = new ArrayList<>();
        for (TxIn input : tx.tx().inputs()) {
            ledger.owner(input).map(own -> own.address().toString()).ifPresent(address -> {
                if (!payers.contains(address)) {
                    payers.add(address);
                }
            });
        }
        if (payers.isEmpty()) {
            return;
        }
        if (payers.size() > 1) {
            join(new Link(tx.txid().toDisplay(), Reason.COMMON_INPUTS, payers));
        }
        for (TxOut output : tx.tx().outputs()) {
            ledger.owner(output)
                    .filter(own -> own.branch() == OwnAddress.Branch.CHANGE)
                    .ifPresent(own -> join(new Link(
                            tx.txid().toDisplay(),
                            Reason.CHANGE,
                            List.of(payers.get(0), own.address().toString()))));
        }
    }

    private void join(Link link) {
        links.add(link);
        Set<String> joined = new LinkedHashSet<>();
        for (String address : link.addresses()) {
            joined.addAll(groups.getOrDefault(address, Set.of(address)));
        }
        joined.forEach(address -> groups.put(address, joined));
    }

    /** The links, oldest first. */
    public List<Link> links() {
        return List.copyOf(links);
    }

    /** Own addresses an observer knows to be one owner's, group by group. */
    public List<Set<String>> groups() {
        return groups.values().stream().distinct().toList();
    }

    /** Addresses that were paid more than once, and how often. */
    public Map<String, Integer> reused() {
        Map<String, Integer> paid = new LinkedHashMap<>();
        for (WalletTx tx : ledger.transactions()) {
            tx.tx().outputs().stream()
                    .flatMap(output -> ledger.owner(output).stream())
                    .map(own -> own.address().toString())
                    .distinct()
                    .forEach(address -> paid.merge(address, 1, Integer::sum));
        }
        paid.values().removeIf(times -> times < 2);
        return paid;
    }
}
