package org.wonsi.wallet;

import java.util.List;
import org.wonsi.wallet.build.Draft;

/**
 * A payment that takes the place of others (BIP 125).
 *
 * @param draft the new one
 * @param replaced ids of those it displaces, the one named first
 */
public record Replacement(Draft draft, List<String> replaced) {
    public Replacement {
        replaced = List.copyOf(replaced);
    }
}
