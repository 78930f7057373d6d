package org.wonsi.core.chain;

/**
 * The end of a branch.
 *
 * @param node its last block
 * @param branchLength blocks since the branch left the active chain; 0 for the active tip
 * @param status what is known of it
 */
public record ChainTip(HeaderNode node, int branchLength, Status status) {
    /** Bitcoin Core's words for a branch, as {@code getchaintips} gives them. */
    public enum Status {
        ACTIVE("active"),
        VALID_FORK("valid-fork"),
        VALID_HEADERS("valid-headers"),
        HEADERS_ONLY("headers-only"),
        INVALID("invalid");

        private final String code;

        Status(String code) {
            this.code = code;
        }

        /** Bitcoin Core's word: "valid-fork". */
        public String code() {
            return code;
        }
    }
}
