package org.wonsi.wallet.build;

import org.wonsi.core.address.Address;
import org.wonsi.core.tx.Amount;

/** A recipient of a payment: an address and the amount it gets. */
public record Recipient(Address address, Amount amount) {}
