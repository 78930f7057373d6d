package org.wonsi.wallet.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.hd.ExtendedKey;
import org.wonsi.core.hd.ExtendedKeyText;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TransactionSignatureChecker;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.wallet.coins.AccountKeys;
import org.wonsi.wallet.coins.OwnAddress;

/**
 * A signer: it derives the private keys of the inputs, checks that they belong to the shown addresses, and signs; closing wipes
 * the keys.
 */
public final class Signer implements AutoCloseable {
    private static final Set<ScriptFlag> ALL_RULES = EnumSet.allOf(ScriptFlag.class);

    private final SigningKeys keys;
    private final List<? extends AccountKeys> expected;
    private final Map<Integer, ExtendedKey> accounts = new HashMap<>();

    /**
     * Takes over unlocked keys.
     *
     * @param expected the accounts' public keys, by which the wallet shows addresses
     */
    public Signer(SigningKeys keys, List<? extends AccountKeys> expected) {
        this.keys = keys;
        this.expected = List.copyOf(expected);
    }

    /**
     * The private key of an account, worked out when it is first needed.
     *
     * @throws IllegalStateException if it isn't that of the public key
     */
    private ExtendedKey account(int number) {
        ExtendedKey known = accounts.get(number);
        if (known != null) {
            return known;
        }
        AccountKeys shown = expected.get(number);
        Network network = shown.network();
        ExtendedKey account = keys.account(network, number);
        accounts.put(number, account);
        if (!ExtendedKeyText.formatPublic(account, network)
                .equals(ExtendedKeyText.formatPublic(shown.account(), network))) {
            close();
            throw new IllegalStateException("the words don't lead to account " + number + " of the file");
        }
        return account;
    }

    /** The private key of an own address; the caller wipes it. */
    public PrivateKey key(OwnAddress owner) {
        return switch (owner.branch()) {
            case RECEIVE, CHANGE -> {
                ExtendedKey branch =
                        account(owner.account()).child(owner.branch() == OwnAddress.Branch.RECEIVE ? 0 : 1);
                try {
                    yield branch.child(owner.index()).privateKey().orElseThrow();
                } finally {
                    branch.wipe();
                }
            }
            case IMPORTED -> {
                byte[] secret = keys.imported().get(owner.index()).key().toByteArray();
                try {
                    yield PrivateKey.of(secret);
                } finally {
                    Arrays.fill(secret, (byte) 0);
                }
            }
        };
    }

    /**
     * Signs every input whose owner is known.
     *
     * @param previous the output each input spends, checked
     * @param owners whose it is; inputs of others are left as they are
     */
    public Transaction sign(Transaction tx, Map<OutPoint, TxOut> previous, Map<OutPoint, OwnAddress> owners) {
        List<TxIn> signed = new ArrayList<>();
        for (int i = 0; i < tx.inputs().size(); i++) {
            TxIn input = tx.inputs().get(i);
            TxOut spent = previous.get(input.prevout());
            OwnAddress owner = owners.get(input.prevout());
            signed.add(
                    spent == null || owner == null
                            ? input
                            : new TxIn(
                                    input.prevout(), scriptSig(tx, i, spent.scriptPubKey(), owner), input.sequence()));
        }
        return new Transaction(tx.version(), signed, tx.outputs(), tx.lockTime());
    }

    private Script scriptSig(Transaction tx, int index, Script scriptPubKey, OwnAddress owner) {
        Hash256 digest = SignatureHash.hash(tx, index, scriptPubKey, SignatureHash.ALL);
        PrivateKey key = key(owner);
        ByteString signature;
        try {
            signature = new ByteWriter(73)
                    .writeBytes(key.sign(digest).toDer())
                    .writeUInt8(SignatureHash.ALL)
                    .toByteString();
        } finally {
            key.wipe();
        }
        return new ScriptBuilder().push(signature).push(owner.key().bytes()).build();
    }

    /** Whether an input's scripts succeed: it spends that output with a signature of the right key. */
    public static boolean verifies(Transaction tx, int index, TxOut spent) {
        return run(tx, index, spent) == ScriptError.OK;
    }

    private static ScriptError run(Transaction tx, int index, TxOut spent) {
        return Interpreter.verify(
                tx.inputs().get(index).scriptSig(),
                spent.scriptPubKey(),
                ALL_RULES,
                new TransactionSignatureChecker(tx, index, spent.value()));
    }

    /**
     * Runs every input's scripts, as nodes will.
     *
     * @throws IllegalStateException if one fails: the wallet would have made an invalid payment
     */
    public static void check(Transaction tx, Map<OutPoint, TxOut> previous) {
        for (int i = 0; i < tx.inputs().size(); i++) {
            TxIn input = tx.inputs().get(i);
            TxOut spent = previous.get(input.prevout());
            if (spent == null) {
                throw new IllegalStateException("input " + i + " spends an output that isn't known");
            }
            ScriptError error = run(tx, i, spent);
            if (error != ScriptError.OK) {
                throw new IllegalStateException("input " + i + " doesn't verify: " + error);
            }
        }
    }

    @Override
    public void close() {
        accounts.values().forEach(ExtendedKey::wipe);
        keys.wipe();
    }
}
