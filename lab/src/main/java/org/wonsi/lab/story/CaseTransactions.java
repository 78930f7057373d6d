package org.wonsi.lab.story;

import java.util.Arrays;
import java.util.List;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hex;
import org.wonsi.core.crypto.Hash160;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/** The transactions of the cases: most spend coins that are anyone's. */
final class CaseTransactions {
    private static final PrivateKey KEY = PrivateKey.of(Hex.parse("07".repeat(32)));

    /** Pays to the story's one key. */
    static final Script OWNED =
            StandardScript.payToPublicKeyHash(Hash160.hash(KEY.publicKey(true).bytes()));

    private CaseTransactions() {}

    static Amount coins(long coins) {
        return Amount.ofCoins(coins);
    }

    /** Spends one coin that is anyone's into these outputs. */
    static Transaction pay(OutPoint coin, TxOut... outputs) {
        return new Transaction(1, List.of(input(coin)), List.of(outputs), 0);
    }

    /** Spends one coin into outputs of these amounts, again anyone's. */
    static Transaction pay(OutPoint coin, Amount... amounts) {
        return pay(coin, Arrays.stream(amounts).map(CaseTransactions::anyone).toArray(TxOut[]::new));
    }

    static TxIn input(OutPoint coin) {
        return new TxIn(coin, Script.EMPTY, TxIn.SEQUENCE_FINAL);
    }

    static TxOut anyone(Amount amount) {
        return new TxOut(amount, BlockStory.ANYONE);
    }

    static OutPoint output(Transaction tx, int index) {
        return new OutPoint(tx.txid(), index);
    }

    /** One input with this sequence, in a transaction of this version and lock time. */
    static Transaction locked(OutPoint coin, int version, long sequence, long lockTime, Amount amount) {
        return new Transaction(
                version, List.of(new TxIn(coin, Script.EMPTY, sequence)), List.of(anyone(amount)), lockTime);
    }

    /** An output that carries so many bytes, which nobody can spend. */
    static TxOut padding(int bytes) {
        byte[] script = new byte[bytes];
        script[0] = (byte) Opcode.OP_RETURN.code();
        return new TxOut(Amount.ZERO, new Script(ByteString.copyOf(script)));
    }

    /** An output whose script states so many signature operations. */
    static TxOut sigops(int count) {
        byte[] script = new byte[count];
        Arrays.fill(script, (byte) Opcode.OP_CHECKSIG.code());
        return new TxOut(Amount.ZERO, new Script(ByteString.copyOf(script)));
    }

    /** A script anyone can satisfy, with so many CHECKMULTISIGs in a branch that is never taken; each counts 20. */
    static Script manyMultisigs(int count) {
        ScriptBuilder builder = new ScriptBuilder().number(0).op(Opcode.OP_IF);
        for (int i = 0; i < count; i++) {
            builder.op(Opcode.OP_CHECKMULTISIG);
        }
        return builder.op(Opcode.OP_ENDIF).number(1).build();
    }

    /** Spends a pay-to-script-hash output by bringing its script along. */
    static TxIn p2shInput(OutPoint coin, Script redeemScript) {
        return new TxIn(coin, new ScriptBuilder().push(redeemScript.bytes()).build(), TxIn.SEQUENCE_FINAL);
    }

    /** A payment from {@link #OWNED}, signed over an output of one amount but paying another. */
    static Transaction signed(OutPoint coin, Amount signedFor, Amount paid) {
        Transaction unsigned = pay(coin, anyone(signedFor));
        ByteString der = KEY.sign(SignatureHash.hash(unsigned, 0, OWNED, 1)).toDer();
        return withSignature(coin, der, paid);
    }

    /** A rightly signed payment whose signature has a byte of padding that BIP 66 forbids. */
    static Transaction paddedSignature(OutPoint coin, Amount amount) {
        Transaction unsigned = pay(coin, anyone(amount));
        byte[] der = KEY.sign(SignatureHash.hash(unsigned, 0, OWNED, 1)).toDer().toByteArray();
        // 30 length 02 rlength r...: one zero byte before r.
        byte[] padded = new byte[der.length + 1];
        System.arraycopy(der, 0, padded, 0, 4);
        System.arraycopy(der, 4, padded, 5, der.length - 4);
        padded[1]++;
        padded[3]++;
        return withSignature(coin, ByteString.copyOf(padded), amount);
    }

    private static Transaction withSignature(OutPoint coin, ByteString der, Amount amount) {
        ByteString signature = new ByteWriter().writeBytes(der).writeUInt8(1).toByteString();
        Script scriptSig = new ScriptBuilder()
                .push(signature)
                .push(KEY.publicKey(true).bytes())
                .build();
        return new Transaction(1, List.of(new TxIn(coin, scriptSig, TxIn.SEQUENCE_FINAL)), List.of(anyone(amount)), 0);
    }
}
