package org.wonsi.browser.answer;

import com.grack.nanojson.JsonStringWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.script.Operation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptText;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/** A transaction as Esplora shows it. */
final class TxText {
    private static final int WEIGHT_PER_BYTE = 4;

    private final ChainParams params;
    private final JsonStringWriter out;

    TxText(ChainParams params, JsonStringWriter out) {
        this.params = params;
        this.out = out;
    }

    /**
     * Writes an object.
     *
     * @param block the block it is in; absent while it waits
     * @param prevouts what it spends, where that is known
     */
    void write(Transaction tx, Optional<HeaderNode> block, Function<OutPoint, Optional<TxOut>> prevouts) {
        out.object()
                .value("txid", tx.txid().toDisplay())
                .value("version", tx.version())
                .value("locktime", tx.lockTime())
                .array("vin");
        long in = 0;
        for (TxIn input : tx.inputs()) {
            Optional<TxOut> prevout = prevouts.apply(input.prevout());
            in += prevout.map(o -> o.value().satoshis()).orElse(0L);
            input(input, prevout);
        }
        out.end().array("vout");
        long paid = 0;
        for (TxOut output : tx.outputs()) {
            paid += output.value().satoshis();
            out.object();
            output(output);
            out.end();
        }
        out.end()
                .value("size", tx.size())
                .value("weight", WEIGHT_PER_BYTE * tx.size())
                .value("fee", Math.max(0, in - paid))
                .object("status")
                .value("confirmed", block.isPresent());
        block.ifPresent(b -> out.value("block_height", b.height())
                .value("block_hash", b.hash().toDisplay())
                .value("block_time", b.header().time()));
        out.end().end();
    }

    private void input(TxIn input, Optional<TxOut> prevout) {
        out.object()
                .value("txid", input.prevout().txid().toDisplay())
                .value("vout", input.prevout().index());
        if (prevout.isPresent()) {
            out.object("prevout");
            output(prevout.get());
            out.end();
        }
        out.value("scriptsig", input.scriptSig().bytes().toHex())
                .value("scriptsig_asm", ScriptText.formatEsplora(input.scriptSig()))
                .value("is_coinbase", input.prevout().isNull())
                .value("sequence", input.sequence());
        if (prevout.filter(o -> o.scriptPubKey().isPayToScriptHash()).isPresent()) {
            List<Operation> pushes = input.scriptSig().operations();
            ByteString last = pushes.isEmpty()
                    ? ByteString.EMPTY
                    : pushes.get(pushes.size() - 1).data();
            out.value("inner_redeemscript_asm", ScriptText.formatEsplora(new Script(last)));
        }
        out.end();
    }

    private void output(TxOut output) {
        Script script = output.scriptPubKey();
        out.value("scriptpubkey", script.bytes().toHex())
                .value("scriptpubkey_asm", ScriptText.formatEsplora(script))
                .value("scriptpubkey_type", StandardScript.esploraType(script));
        Address.ofScript(script, params).ifPresent(address -> out.value("scriptpubkey_address", address.toString()));
        out.value("value", output.value().satoshis());
    }
}
