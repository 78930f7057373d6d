package org.wonsi.node.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.bytes.MalformedException;

/** Small files of our own in Bitcoin Core's formats: recognised, run, and counted. */
class VectorFileTest {
    /** Spends output 0 of the transaction aa...aa with an empty scriptSig, sequence 0. */
    private static final String SPEND = "0100000001" + "aa".repeat(32) + "00000000" + "00" + "00000000" + "01"
            + "0100000000000000" + "00" + "00000000";

    private static final String WITNESS_SPEND = SPEND.replaceFirst("0100000001", "01000000000101");

    @TempDir
    private Path directory;

    private String run(String name, String json) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, json);
        StringWriter text = new StringWriter();
        VectorFile.read(file, Optional.empty()).run(new PrintWriter(text));
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    @Test
    @DisplayName("script tests: flags, both ways of naming NULLFAIL's error, what is skipped, and a failure in full")
    void scripts() throws IOException {
        String json = """
                [["Format is: a comment"],
                 ["1 2", "ADD 3 EQUAL", "P2SH", "OK", "a comment"],
                 ["0x4c 0x01 0x07", "7 EQUAL", "MINIMALDATA", "MINIMALDATA"],
                 ["1", "'x' 0 NIP DUP CHECKSIG", "NULLFAIL", "EVAL_FALSE"],
                 ["'sig' 'key'", "CHECKSIG", "NULLFAIL", "NULLFAIL"],
                 [["00", 0.00000001], "", "1", "P2SH,WITNESS", "OK"],
                 ["", "1", "P2SH,SOMETHING", "OK"],
                 ["", "0", "", "OK", "wrong on purpose"]]
                """;
        assertThat(run("x.json", json)).isEqualTo("""
                        script_tests: 7 cases
                        FAILED case 7: script: expected OK, found EVAL_FALSE
                          ["","0","","OK","wrong on purpose"]
                        skipped 1: a WITNESS or TAPROOT flag
                        skipped 1: an unknown flag: SOMETHING
                        4 passed, 1 failed, 2 skipped
                        """);
    }

    @Test
    @DisplayName("valid transactions: the flags are those to leave out, so NONE means all of them")
    void validTransactions() throws IOException {
        String json = """
                [["The following are deserialized transactions which are valid."],
                 [[["%1$s", 0, "1"]], "%2$s", "NONE"],
                 [[["%1$s", 0, "NOP4 1"]], "%2$s", "DISCOURAGE_UPGRADABLE_NOPS"],
                 [[["%1$s", 0, "NOP4 1"]], "%2$s", "NONE"],
                 [[["%1$s", 0, "1", 5]], "%3$s", "NONE"],
                 [[["%1$s", 0, "0x00 0x14 0x%4$s", 5]], "%2$s", "NONE"]]
                """.formatted("aa".repeat(32), SPEND, WITNESS_SPEND, "11".repeat(20));
        assertThat(run("x.json", json)).startsWith("""
                        tx_valid: 5 cases
                        FAILED case 3: expected a valid transaction, but input 0 ends with DISCOURAGE_UPGRADABLE_NOPS
                        """).endsWith("""
                        skipped 1: a WITNESS or TAPROOT flag
                        skipped 1: a witness-serialised transaction
                        2 passed, 1 failed, 2 skipped
                        """);
    }

    @Test
    @DisplayName("invalid transactions: the flags are those to apply; BADTX breaks a rule before any script")
    void invalidTransactions() throws IOException {
        String noOutputs = "0100000001" + "aa".repeat(32) + "00000000" + "00" + "00000000" + "00" + "00000000";
        String json = """
                [["The following are deserialized transactions which are invalid."],
                 [[["%1$s", 0, "NOP4 1"]], "%2$s", "DISCOURAGE_UPGRADABLE_NOPS"],
                 [[["%1$s", 0, "NOP4 1"]], "%2$s", "NONE"],
                 [[["%1$s", 0, "0"]], "%2$s", "NONE"],
                 [[["%1$s", 0, "1"]], "%3$s", "BADTX"],
                 [[["%1$s", 0, "1"]], "%2$s", "BADTX"],
                 [[["%1$s", 1, "1"]], "%2$s", "NONE"]]
                """.formatted("aa".repeat(32), SPEND, noOutputs);
        assertThat(run("x.json", json))
                .contains(
                        "FAILED case 2: expected an invalid transaction, but no rule is broken\n",
                        "FAILED case 5: breaks no rule\n",
                        "FAILED case 6: the case doesn't say what " + "aa".repeat(32) + ":0 is\n")
                .endsWith("3 passed, 3 failed, 0 skipped\n");
    }

    @Test
    @DisplayName("signature hashes: SINGLE without an output signs the number one")
    void signatureHashes() throws IOException {
        String json = """
                [["raw_transaction, script, input_index, hashType, signature_hash (result)"],
                 ["%s", "", 0, 3, "%s"],
                 ["%s", "", 0, 3, "%s"]]
                """.formatted(
                SPEND.replace("01" + "0100000000000000" + "00", "00"), "00".repeat(31) + "01", SPEND, "00".repeat(32));
        assertThat(run("x.json", json))
                .startsWith("sighash: 2 cases\nFAILED case 2: signature hash: expected 000000")
                .endsWith("1 passed, 1 failed, 0 skipped\n");
    }

    @Test
    @DisplayName("base 58, valid keys and addresses, and texts that are neither")
    void keys() throws IOException {
        assertThat(run("x.json", "[[\"\", \"\"], [\"0000\", \"11\"], [\"61\", \"2g\"], [\"62\", \"2g\"]]"))
                .contains("FAILED case 4: encoded: expected 2g, found 2h\n")
                .endsWith("3 passed, 1 failed, 0 skipped\n");

        // The address and the key in wallet import format of the private key 1.
        String valid = """
                [["1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH", "76a914751e76e8199196d454941c45d1b3a323f1433bd688ac",
                  {"chain": "main", "isPrivkey": false}],
                 ["KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn", "%s1",
                  {"chain": "main", "isPrivkey": true, "isCompressed": true}],
                 ["1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH", "00", {"chain": "test", "isPrivkey": false}],
                 ["bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "0014751e76e8199196d454941c45d1b3a323f1433bd6",
                  {"chain": "main", "isPrivkey": false, "tryCaseFlip": true}]]
                """.formatted("0".repeat(63));
        assertThat(run("x.json", valid))
                .startsWith("key_io_valid: 4 cases\nFAILED case 3: ")
                .endsWith("skipped 1: bech32\n2 passed, 1 failed, 1 skipped\n");

        String invalid = "[[\"\"], [\"1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH\"],"
                + " [\"1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMI\"], [\"tb1ly0q7p\"]]";
        assertThat(run("x.json", invalid))
                .contains("FAILED case 2: is accepted on mainnet\n")
                .endsWith("skipped 1: bech32\n2 passed, 1 failed, 1 skipped\n");
    }

    @Test
    @DisplayName("a file of no known shape is refused with what to do")
    void unknownShape() {
        assertThatThrownBy(() -> run("x.json", "[[1, 2]]"))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("no known kind of test vectors has the shape of")
                .hasMessageEndingWith("name one with --as");
        assertThatThrownBy(() -> run("x.json", "{}")).hasMessageEndingWith("is no JSON array of test cases");
    }
}
