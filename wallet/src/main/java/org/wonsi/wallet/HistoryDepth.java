package org.wonsi.wallet;

import org.wonsi.wallet.client.EsploraClient;

/**
 * The limits on how far back the history of an address is read.
 *
 * @param wanted transactions of an address after which older ones needn't be read one by one
 * @param most transactions of an address that are kept at the most
 */
record HistoryDepth(int wanted, int most) {
    /** Enough for coins and balance. */
    static HistoryDepth coins(int most) {
        return new HistoryDepth(EsploraClient.PAGE, most);
    }

    /** Everything, up to the bound. */
    static HistoryDepth everything(int most) {
        return new HistoryDepth(most, most);
    }
}
