package org.wonsi.core.api;

import org.jspecify.annotations.Nullable;

/**
 * An input; Esplora's {@code vin}.
 *
 * @param txid the transaction whose output is spent; zeros in a coinbase
 * @param vout the output's index; 4294967295 in a coinbase
 * @param prevout the output spent; null in a coinbase
 * @param scriptsig hex
 * @param scriptsigAsm one word an instruction
 * @param isCoinbase whether it spends nothing
 * @param sequence 0 to 4294967295
 * @param innerRedeemscriptAsm the script inside a P2SH spend; absent otherwise
 */
public record TxInput(
        String txid,
        long vout,
        @Nullable TxOutput prevout,
        String scriptsig,
        String scriptsigAsm,
        boolean isCoinbase,
        long sequence,
        @Nullable String innerRedeemscriptAsm) {}
