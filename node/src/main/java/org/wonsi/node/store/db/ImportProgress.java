package org.wonsi.node.store.db;

/**
 * The progress of an import or export.
 *
 * @param bytes of the file done, of {@code totalBytes}; when blocks don't come from a file, blocks instead of bytes
 * @param blocks accepted that were new
 * @param duplicates that were known before
 * @param transactions in the new blocks
 * @param skipped bytes that belonged to no block
 * @param refused blocks that couldn't be read or were refused; always 0 for a file, whose import stops at the first
 */
public record ImportProgress(
        long bytes, long totalBytes, int blocks, int duplicates, long transactions, long skipped, int refused) {
    /** 0 to 100. */
    public int percent() {
        return totalBytes == 0 ? 100 : (int) (100 * bytes / totalBytes);
    }
}
