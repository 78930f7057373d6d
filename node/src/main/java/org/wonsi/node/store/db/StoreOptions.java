package org.wonsi.node.store.db;

/**
 * The settings of a store.
 *
 * @param addressIndex whether scripts are indexed; switched on later, the index is built while the node runs
 * @param coinCacheSize coins kept in memory while catching up, about 350 bytes each; 1,000 at most otherwise
 * @param bulkBytes bytes of blocks after which a batch is committed in bulk mode
 * @param bulkMillis time after which a batch is committed in bulk mode
 */
public record StoreOptions(boolean addressIndex, int coinCacheSize, int bulkBytes, int bulkMillis) {
    /** With the address index, 100,000 coins in memory, batches of 3 MB or a second. */
    public static StoreOptions standard() {
        return new StoreOptions(true, 100_000, 3_000_000, 1_000);
    }

    /** The same with or without the address index. */
    public StoreOptions withAddressIndex(boolean wanted) {
        return new StoreOptions(wanted, coinCacheSize, bulkBytes, bulkMillis);
    }

    /** The same with another limit of coins in memory. */
    public StoreOptions withCoinCacheSize(int coins) {
        return new StoreOptions(addressIndex, coins, bulkBytes, bulkMillis);
    }
}
