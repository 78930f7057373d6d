package org.wonsi.wallet.coins;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.hd.ExtendedKey;
import org.wonsi.wallet.coins.OwnAddress.Branch;

/**
 * The addresses of one account of a wallet, derived from its public keys; no secret is needed.
 *
 * <p>Each address takes arithmetic on the curve, and a scan looks at many: so keys known from earlier runs are used to
 * look for payments, but never to be given out ({@link KnownKeys}).
 */
public final class Account {
    private final ChainParams params;
    private final AccountKeys keys;
    private final KnownKeys known;
    private @Nullable ExtendedKey receive;
    private @Nullable ExtendedKey change;

    /** The account of these keys. */
    public Account(AccountKeys keys) {
        this(keys, KnownKeys.NONE);
    }

    /** The account of these keys, with others worked out before; those of another account are passed over. */
    public Account(AccountKeys keys, KnownKeys known) {
        this.params = ChainParams.of(keys.network());
        this.keys = keys;
        this.known = known.belongTo(keys.accountText()) ? known : KnownKeys.NONE;
    }

    /** The network's parameters. */
    public ChainParams params() {
        return params;
    }

    /** The account's number, from 0. */
    public int number() {
        return keys.number();
    }

    /** The name that its owner gave it; empty if it has none. */
    public String name() {
        return keys.name();
    }

    /** The address of this number in a branch, worked out from the account's key. */
    public OwnAddress address(Branch branch, int index) {
        return own(
                branch,
                index,
                branch == Branch.IMPORTED
                        ? keys.imported().get(index)
                        : branchKey(branch).child(index).publicKey());
    }

    /**
     * The same address for scans only: from a key computed before, if there is one. Never to be given out ({@link
     * KnownKeys}).
     */
    public OwnAddress addressToLookFor(Branch branch, int index) {
        Optional<PublicKey> before = switch (branch) {
            case RECEIVE -> KnownKeys.key(known.receive(), index);
            case CHANGE -> KnownKeys.key(known.change(), index);
            case IMPORTED -> Optional.empty();
        };
        return before.map(key -> own(branch, index, key)).orElseGet(() -> address(branch, index));
    }

    private OwnAddress own(Branch branch, int index, PublicKey key) {
        return new OwnAddress(keys.number(), branch, index, key, Address.of(key, params));
    }

    private ExtendedKey branchKey(Branch branch) {
        boolean receiving = branch == Branch.RECEIVE;
        ExtendedKey derived = receiving ? receive : change;
        if (derived == null) {
            derived = keys.account().child(receiving ? 0 : 1);
            if (receiving) {
                receive = derived;
            } else {
                change = derived;
            }
        }
        return derived;
    }

    /** Addresses of a branch from one number up to, not including, another; for looking. */
    public List<OwnAddress> addresses(Branch branch, int from, int to) {
        List<OwnAddress> addresses = new ArrayList<>();
        for (int i = from; i < to; i++) {
            addresses.add(addressToLookFor(branch, i));
        }
        return addresses;
    }

    /** Addresses of single keys. */
    public List<OwnAddress> imported() {
        return addresses(Branch.IMPORTED, 0, keys.imported().size());
    }

    /** The keys of those of these addresses that are its own, and all known before, to be kept for the next look. */
    public KnownKeys known(Collection<OwnAddress> all) {
        List<OwnAddress> seen =
                all.stream().filter(own -> own.account() == keys.number()).toList();
        if (seen.stream().noneMatch(this::isNew)) {
            return known;
        }
        return KnownKeys.of(
                keys.accountText(),
                inOrder(known.receive(), seen, Branch.RECEIVE),
                inOrder(known.change(), seen, Branch.CHANGE));
    }

    private boolean isNew(OwnAddress own) {
        return switch (own.branch()) {
            case RECEIVE -> own.index() >= known.receive().size();
            case CHANGE -> own.index() >= known.change().size();
            case IMPORTED -> false;
        };
    }

    private static List<PublicKey> inOrder(List<String> before, Collection<OwnAddress> seen, Branch branch) {
        List<PublicKey> all = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            KnownKeys.key(before, i).ifPresent(all::add);
        }
        for (OwnAddress own : seen) {
            if (own.branch() == branch && own.index() == all.size()) {
                all.add(own.key());
            }
        }
        return all;
    }
}
