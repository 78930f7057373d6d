package org.wonsi.wallet.build;

import org.wonsi.core.address.Address;
import org.wonsi.core.tx.Amount;

/** Who gets how much. */
public record Recipient(Address address, Amount amount) {}
