package org.wonsi.core.script.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;

class FindAndDeleteTest {

    @ParameterizedTest(name = "{0} without {1} is {2}: {3}")
    @CsvSource({
        "'', 0001, '', nothing to find",
        "02000151, 0001, 51, at the start",
        "51020001, 0001, 51, at the end",
        "020001020001, 0001, '', twice in a row",
        "0200015102000152, 0001, 5152, with something between",
        "03020001, 0001, 03020001, not within the bytes of a push",
        "0302000151, 0001, 0302000151, nor across it",
        "4c020001, 0001, 4c020001, not in a longer form of push",
        "02000151, '', 02000151, an empty element is OP_0 and isn't here",
        "005100, '', 51, and here it is",
        "020001ff0200, 0001, ff0200, bytes behind it that are cut off stay",
        "0200020001, 0001, 0200020001, bytes that only look like it within and behind a push",
        "51050200, 0001, 51050200, nothing is sought in what is cut off",
        "0101, 01, '', all of a script may be its push",
        "51, 0101, 51, an element longer than the script can't be in it",
        "020001, 000151, 020001, nor one as long as the script whose push is longer"
    })
    @DisplayName("pushes of an element are removed where operations start")
    void removed(String script, String element, String expected, String why) {
        assertThat(FindAndDelete.apply(Script.ofHex(script), ByteString.ofHex(element))
                        .bytes()
                        .toHex())
                .as(why)
                .isEqualTo(expected);
    }
}
