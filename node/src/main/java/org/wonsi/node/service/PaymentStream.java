package org.wonsi.node.service;

/**
 * Small payments between the nodes of one process, for a room to see.
 *
 * <p>They are real: faucet wallets sign them, mempools check them, blocks confirm them, and they cost fees.
 */
public interface PaymentStream {
    /** Whether payments are being made. */
    boolean isOn();

    /** Goes on, or stops after the payment that is being made. */
    void setOn(boolean on);
}
