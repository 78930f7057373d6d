package org.wonsi.browser;

import java.util.Collection;
import org.teavm.extension.spi.resources.DefaultResourcesPolicy;

/** The files that a compiled tab carries: the word lists, where it has a wallet. */
public final class WordListResources extends DefaultResourcesPolicy {
    private static final String WORD_LIST = "org.wonsi.core.hd.WordList";

    @Override
    public String[] supplyResources(Collection<? extends String> classes) {
        return classes.contains(WORD_LIST)
                ? new String[] {"org/wonsi/core/hd/english.txt", "org/wonsi/core/hd/korean.txt"}
                : new String[0];
    }
}
