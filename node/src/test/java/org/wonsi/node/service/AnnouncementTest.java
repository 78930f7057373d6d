package org.wonsi.node.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;

class AnnouncementTest {
    private static final String ID = "00112233445566ff";

    private static byte[] txt(String... strings) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String string : strings) {
            byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static String[] good() {
        return new String[] {
            "id=" + ID, "magic=fabfb5da", "genesis=" + "0".repeat(64), "name=Seoul", "protocol=70016", "http=http://a:1"
        };
    }

    @Test
    @DisplayName("what a node says of itself comes back as it was, Korean names too")
    void roundTrip() {
        Announcement seoul = Announcement.of(ID, ChainParams.seminar(), "서울 3", "http://192.168.0.7:8001");
        assertThat(seoul.magic()).isEqualTo("776f6e73");
        assertThat(seoul.protocol()).isEqualTo(70_016);
        assertThat(Announcement.decode(seoul.encode())).isEqualTo(seoul);
        Announcement pageless = Announcement.of(ID, ChainParams.regtest(), "Busan", "");
        assertThat(Announcement.decode(pageless.encode())).isEqualTo(pageless);
        assertThat(seoul.isOn(pageless)).isFalse();
    }

    @Test
    @DisplayName(
            "the first of two equal keys counts, whatever its case; unknown keys and keys without a value are passed over")
    void keys() {
        byte[] record = txt(
                "=x",
                "flag",
                "id=" + ID,
                "ID=ffff",
                "Magic=fabfb5da",
                "genesis=" + "0".repeat(64),
                "name=Seoul",
                "colour=red",
                "protocol=70016");
        assertThat(Announcement.decode(record).id()).isEqualTo(ID);
        assertThat(Announcement.decode(record).magic()).isEqualTo("fabfb5da");
    }

    @ParameterizedTest
    @DisplayName("whatever is not as it should be is refused by name")
    @CsvSource(
            delimiter = ';',
            value = {
                "0; id=; no id",
                "0; id=00112233445566f; id is not as it should be",
                "0; id=00112233445566FF; id is not as it should be",
                "1; magic=fabfb5d; magic is not as it should be",
                "2; genesis=00; genesis is not as it should be",
                "3; name=; no name",
                "3; name=a\u0007b; name is not as it should be",
                "3; name=a\u202eb; name is not as it should be",
                "3; name=12345678901234567890123456789012345678901; name is not as it should be",
                "4; protocol=0; protocol out of range: 0",
                "4; protocol=-1; protocol is no number",
                "4; protocol=1000000; protocol is no number",
                "5; http=javascript:alert(1); http is no short URL such as http://192.168.0.7:8001",
                "5; http=http://user@a:1; http is no short URL such as http://192.168.0.7:8001",
                "5; http=http://a b; http is no URL",
            })
    void refused(int index, String string, String reason) {
        String[] strings = good();
        assertThat(Announcement.decode(txt(strings)).name()).isEqualTo("Seoul");
        strings[index] = string;
        assertThatThrownBy(() -> Announcement.decode(txt(strings)))
                .isInstanceOf(MalformedException.class)
                .hasMessage(reason);
    }

    @Test
    @DisplayName(
            "a name of 40 characters is taken and a URL of 200; a record of 1,301 bytes or with a broken string is not")
    void limits() {
        String[] strings = good();
        strings[3] = "name=" + "가".repeat(40);
        strings[5] = "http=http://" + "a".repeat(193);
        assertThat(Announcement.decode(txt(strings)).http()).hasSize(200);
        strings[5] = "http=http://" + "a".repeat(194);
        assertRefused(txt(strings), "http is no short URL such as http://192.168.0.7:8001");
        assertRefused(new byte[1_301], "a TXT record of 1301 bytes, more than 1300");
        assertRefused(new byte[1_300], "protocol is no number");
        assertRefused(new byte[] {5, 'i', 'd'}, "a string of the TXT record goes on past its end");
        assertRefused(new byte[] {2, 'a', (byte) 0xff}, "a string of the TXT record is no UTF-8");
    }

    private static void assertRefused(byte[] record, String reason) {
        assertThatThrownBy(() -> Announcement.decode(record))
                .isInstanceOf(MalformedException.class)
                .hasMessage(reason);
    }

    @Test
    @DisplayName("random bytes and random changes are refused or read, and nothing else happens")
    void fuzz() {
        long seed = 20_081_031;
        SplittableRandom random = new SplittableRandom(seed);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] record = txt(good());
            if (i % 2 == 0) {
                record = new byte[random.nextInt(300)];
                random.nextBytes(record);
            } else {
                record[random.nextInt(record.length)] = (byte) random.nextInt();
            }
            try {
                Announcement.decode(record);
                read++;
            } catch (MalformedException e) {
                assertThat(e.getMessage()).as("seed %d, case %d", seed, i).isNotBlank();
            }
        }
        assertThat(read).as("seed %d", seed).isBetween(500, 9_500);
    }
}
