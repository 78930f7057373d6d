package org.wonsi.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteReaderTest {

    @ParameterizedTest
    @CsvSource({"0, 00", "252, fc", "253, fdfd00", "65535, fdffff", "65536, fe00000100", "33554432, fe00000002"})
    @DisplayName("a compact size is written in its shortest form and read back")
    void compactSizeForms(long value, String hex) {
        assertThat(new ByteWriter().writeCompactSize(value).toByteString().toHex())
                .isEqualTo(hex);
        assertThat(ByteString.ofHex(hex).reader().readCompactSize()).isEqualTo((int) value);
        assertThat(CompactSize.size(value)).isEqualTo(hex.length() / 2);
    }

    @ParameterizedTest
    @CsvSource({"fdfc00, 252 in 3 bytes", "feffff0000, 65535 in 5 bytes", "ffffffffff00000000, 4294967295 in 9 bytes"})
    @DisplayName("a longer form of a compact size than needed is malformed")
    void compactSizeNotShortest(String hex, String found) {
        assertThatThrownBy(() -> ByteString.ofHex(hex).reader().readCompactSize())
                .isInstanceOf(MalformedException.class)
                .hasMessage("at offset 0: expected the shortest form of a compact size, found " + found);
    }

    @Test
    @DisplayName("a compact size past 32 MiB is malformed, so no count makes the reader allocate without bound")
    void compactSizeTooLarge() {
        assertThatThrownBy(() -> ByteString.ofHex("fe01000002").reader().readCompactSize())
                .isInstanceOf(MalformedException.class)
                .hasMessage("at offset 0: expected a compact size of at most 33554432, found 33554433");
    }

    @Test
    @DisplayName("a list that can't fit into the bytes left is refused before it is allocated")
    void listLongerThanInput() {
        ByteReader reader = ByteString.ofHex("fe000000010000").reader();
        assertThatThrownBy(() -> reader.readList(1, ByteReader::readUInt8))
                .isInstanceOf(MalformedException.class)
                .hasMessage("at offset 0: expected at most 2 elements in the bytes left, found 16777216");
    }

    @Test
    @DisplayName("integers are little-endian, signed or not as the name says")
    void integers() {
        ByteReader reader = ByteString.ofHex("ff" + "0102" + "0102" + "ffffffff" + "ffffffff" + "feffffffffffffff")
                .reader();
        assertThat(reader.readUInt8()).isEqualTo(255);
        assertThat(reader.readUInt16()).isEqualTo(0x0201);
        assertThat(reader.readUInt16BigEndian()).isEqualTo(0x0102);
        assertThat(reader.readInt32()).isEqualTo(-1);
        assertThat(reader.readUInt32()).isEqualTo(4_294_967_295L);
        assertThat(reader.readInt64()).isEqualTo(-2);
        reader.expectEnd();
    }

    @Test
    @DisplayName("the end is an error where more is needed, and where less is")
    void ends() {
        assertThatThrownBy(() -> ByteString.ofHex("0102").reader().readInt32())
                .hasMessage("at offset 0: expected 4 bytes, found 2 bytes before the end");
        assertThatThrownBy(() -> ByteString.ofHex("0102").reader().expectEnd())
                .hasMessage("at offset 0: expected the end, found 2 more bytes");
    }

    @Test
    @DisplayName("a hash is shown reversed and compared as the number shown")
    void hashOrder() {
        String genesis = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";
        Hash256 hash = Hash256.ofDisplay(genesis);
        assertThat(hash.toByteArray()[0]).isEqualTo((byte) 0x6f);
        assertThat(hash.toDisplay()).isEqualTo(genesis);
        assertThat(hash.toNumber().toString(16)).isEqualTo("19d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
        assertThat(hash).isLessThan(Hash256.ofDisplay("ff".repeat(32))).isGreaterThan(Hash256.ZERO);
    }
}
