package org.wonsi.node.http.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.address.Address;
import org.wonsi.core.api.TxDetails;
import org.wonsi.core.api.TxInput;
import org.wonsi.core.api.TxOutput;
import org.wonsi.core.api.TxStatus;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.script.Operation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptText;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.store.query.BlockRef;
import org.wonsi.node.store.query.TxRecord;

/** Transactions as Esplora shows them. */
public final class TxJson {
    /** What a byte without witness weighs (BIP 141). */
    static final int WEIGHT_PER_BYTE = 4;

    private final Supplier<ChainParams> params;

    /** Shows addresses of this network. */
    public TxJson(ChainParams params) {
        this(() -> params);
    }

    /** The same where the network may only be known once something is asked. */
    TxJson(Supplier<ChainParams> params) {
        this.params = params;
    }

    /** A transaction of a block. */
    public TxDetails confirmed(TxRecord tx) {
        return details(
                tx.tx(),
                tx.fee().satoshis(),
                status(tx.block()),
                out -> Optional.ofNullable(tx.spent().get(out)).map(Coin::output));
    }

    /** A transaction of a block that isn't in the active chain, or that waits. */
    public TxDetails unconfirmed(Transaction tx, long fee, Function<OutPoint, Optional<TxOut>> prevouts) {
        return details(tx, fee, TxStatus.UNCONFIRMED, prevouts);
    }

    private TxDetails details(Transaction tx, long fee, TxStatus status, Function<OutPoint, Optional<TxOut>> prevouts) {
        List<TxInput> inputs = new ArrayList<>();
        for (TxIn input : tx.inputs()) {
            inputs.add(input(input, prevouts.apply(input.prevout())));
        }
        return new TxDetails(
                tx.txid().toDisplay(),
                tx.version(),
                tx.lockTime(),
                inputs,
                tx.outputs().stream().map(this::output).toList(),
                tx.size(),
                WEIGHT_PER_BYTE * tx.size(),
                fee,
                status);
    }

    private TxInput input(TxIn input, Optional<TxOut> prevout) {
        return new TxInput(
                input.prevout().txid().toDisplay(),
                input.prevout().index(),
                prevout.map(this::output).orElse(null),
                input.scriptSig().bytes().toHex(),
                ScriptText.formatEsplora(input.scriptSig()),
                input.prevout().isNull(),
                input.sequence(),
                redeemScript(input, prevout));
    }

    private static @Nullable String redeemScript(TxIn input, Optional<TxOut> prevout) {
        if (prevout.filter(out -> out.scriptPubKey().isPayToScriptHash()).isEmpty()) {
            return null;
        }
        List<Operation> pushes = input.scriptSig().operations();
        ByteString last = pushes.isEmpty()
                ? ByteString.EMPTY
                : pushes.get(pushes.size() - 1).data();
        return ScriptText.formatEsplora(new Script(last));
    }

    /** An output. */
    public TxOutput output(TxOut output) {
        Script script = output.scriptPubKey();
        return new TxOutput(
                script.bytes().toHex(),
                ScriptText.formatEsplora(script),
                StandardScript.esploraType(script),
                address(script),
                output.value().satoshis());
    }

    private @Nullable String address(Script script) {
        return Address.ofScript(script, params.get()).map(Address::toString).orElse(null);
    }

    static TxStatus status(BlockRef block) {
        return TxStatus.confirmed(block.height(), block.hash().toDisplay(), block.time());
    }
}
