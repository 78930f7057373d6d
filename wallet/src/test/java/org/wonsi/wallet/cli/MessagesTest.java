package org.wonsi.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.core.address.Address;
import org.wonsi.core.address.Wif;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.bytes.Wording;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.hd.ExtendedKeyText;
import org.wonsi.core.hd.Mnemonic;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.FakeTerminal;
import org.wonsi.wallet.build.PaymentUri;
import org.wonsi.wallet.build.SignedMessage;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.cli.program.Environment;
import org.wonsi.wallet.cli.program.Messages;
import org.wonsi.wallet.json.JsonValue;
import org.wonsi.wallet.problem.ConnectionFault;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.InputError;
import org.wonsi.wallet.problem.UserMessage;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine;

class MessagesTest {
    private static final Pattern VALUE = Pattern.compile("%s");
    private static final Pattern FIELD = Pattern.compile("\\{(\\w+)\\}");
    private static final Pattern HANGUL = Pattern.compile("[가-힣]");
    private static final ChainParams REGTEST = ChainParams.regtest();

    private final Messages korean = new Messages(Locale.KOREAN);
    private final Messages english = new Messages(Locale.ENGLISH);

    /** Texts of the help, which are English in the commands' code. */
    private static boolean isHelp(String key) {
        return key.startsWith("wonsi wallet.")
                || key.startsWith("mixinStandardHelpOptions.")
                || Set.of(
                                "usage.synopsisHeading",
                                "usage.commandListHeading",
                                "usage.synopsisSubcommandLabel",
                                "network",
                                "wallet",
                                "account",
                                "node",
                                "json",
                                "password-file",
                                "max-history",
                                "timeout",
                                "lang")
                        .contains(key);
    }

    @Test
    @DisplayName("every sentence is there in both languages, with as many values")
    void sameKeys() {
        ResourceBundle englishTexts = english.bundle();
        ResourceBundle koreanTexts = korean.bundle();
        Set<String> koreanOwn = koreanTexts.keySet().stream()
                .filter(key -> !isHelp(key))
                .collect(Collectors.toCollection(TreeSet::new));
        // What is wrong with an input is said in English by the code that finds it.
        Set<String> inputs = koreanOwn.stream()
                .filter(key -> key.startsWith("malformed."))
                .collect(Collectors.toCollection(TreeSet::new));
        koreanOwn.removeAll(inputs);
        assertThat(koreanOwn).isEqualTo(new TreeSet<>(englishTexts.keySet()));
        for (String key : koreanOwn) {
            String text = koreanTexts.getString(key);
            assertThat(gaps(text)).as(key).isEqualTo(gaps(englishTexts.getString(key)));
            assertThat(text + englishTexts.getString(key))
                    .as("a percent sign is written once, in " + key)
                    .doesNotContain("%%");
            if (!key.endsWith(".line")) {
                assertThat(text).as(key).containsPattern("[가-힣]|^\\s*(%s|\\{)");
            }
        }
        assertThat(koreanOwn.size()).isGreaterThan(200);
    }

    @Test
    @DisplayName("one word a thing in Korean, the same as on the node's page")
    void oneWordAThing() {
        ResourceBundle texts = korean.bundle();
        assertThat(texts.keySet())
                .allSatisfy(key -> assertThat(texts.getString(key))
                        .as(key)
                        .doesNotContain("거절", "대체", "전달", "송금", "결제", "되살", "까닭", "견주", "하십시오", "해 주세요")
                        .doesNotContainPattern("(?<!거스름)돈"));
    }

    @Test
    @DisplayName("a percent sign is doubled in the help alone, which picocli formats")
    void percentSigns() {
        for (ResourceBundle texts : List.of(english.bundle(), korean.bundle())) {
            assertThat(texts.keySet())
                    .filteredOn(key -> !isHelp(key))
                    .allSatisfy(key -> assertThat(texts.getString(key)).as(key).doesNotContain("%%"));
        }
    }

    private static long gaps(String text) {
        return VALUE.matcher(text).results().count();
    }

    private static Set<String> fields(String text) {
        return FIELD.matcher(text)
                .results()
                .map(field -> field.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every record that the wallet can tell somebody. */
    static Stream<Class<?>> statements() {
        return Stream.of(UserMessage.class.getPermittedSubclasses())
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("statements")
    @DisplayName("every statement has a sentence in both languages that names each of its fields, and nothing else")
    void statementsHaveSentences(Class<?> kind) throws ReflectiveOperationException {
        Set<String> fields = Stream.of(kind.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        UserMessage message = message(kind);
        String key = message.family() + "." + message.code();
        for (Messages language : List.of(english, korean)) {
            assertThat(language.bundle().containsKey(key)).as(key).isTrue();
            assertThat(fields(language.bundle().getString(key))).as(key).isEqualTo(fields);
        }
    }

    /** One with no values: its family and code don't depend on them. */
    private static UserMessage message(Class<?> kind) throws ReflectiveOperationException {
        Constructor<?> constructor = kind.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return (UserMessage) constructor.newInstance(Stream.of(constructor.getParameterTypes())
                .map(type -> type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null)
                .toArray());
    }

    @Test
    @DisplayName("no sentence is left over that no statement has")
    void noStatementIsMissing() throws ReflectiveOperationException {
        Set<String> keys = new TreeSet<>();
        Set<String> families = new TreeSet<>();
        for (Class<?> kind : statements().toList()) {
            UserMessage message = message(kind);
            families.add(message.family());
            keys.add(message.family() + "." + message.code());
        }
        assertThat(families).hasSize(10);
        assertThat(english.bundle().keySet().stream()
                        .filter(key -> key.indexOf('.') > 0 && families.contains(key.substring(0, key.indexOf('.')))))
                .containsExactlyInAnyOrderElementsOf(keys);
        assertThat(keys).hasSize(147);
    }

    @Test
    @DisplayName("whatever can be wrong with an input has a Korean sentence with the same gaps, and no other has one")
    void inputsInKorean() {
        Map<String, Wording> wordings = new TreeMap<>();
        for (Wording[] list : List.of(FormError.values(), InputError.values())) {
            for (Wording wording : list) {
                assertThat(wordings.put("malformed." + wording.code(), wording))
                        .as(wording.code())
                        .isNull();
            }
        }
        assertThat(korean.bundle().keySet().stream().filter(key -> key.startsWith("malformed.")))
                .containsExactlyInAnyOrderElementsOf(wordings.keySet());
        wordings.forEach((key, wording) ->
                assertThat(gaps(korean.bundle().getString(key))).as(key).isEqualTo(gaps(wording.english())));
    }

    @Test
    @DisplayName("every message that the code names is there")
    void keysInCode() throws IOException {
        Pattern named = Pattern.compile("text\\(\\s*\"([a-z.0-9-]+)\"");
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher byKey = named.matcher(Files.readString(file));
                while (byKey.find()) {
                    keys.add(byKey.group(1));
                }
            }
        }
        keys.removeIf(key -> !key.contains(".") && !english.bundle().containsKey(key));
        keys.removeIf(key -> key.endsWith("."));
        assertThat(english.bundle().keySet()).containsAll(keys);
        assertThat(keys.size()).isGreaterThan(80);
    }

    @Test
    @DisplayName("the help of every command and each of its options is Korean")
    void help() {
        FakeTerminal terminal = new FakeTerminal(Path.of("unused"), 1);
        assertThat(terminal.run("--help", "--lang", "ko")).isZero();
        assertThat(terminal.printed()).contains("사용법: wonsi wallet").contains("명령:");
        CommandLine line = WonsiWallet.commandLine(
                new CommandContext(
                        new Environment(
                                terminal, Map.of(), Path.of("unused"), InstantSource.system(), new Random(1), 2),
                        korean),
                korean);
        List<CommandLine> all = new ArrayList<>(line.getSubcommands().values());
        all.add(line);
        line.getSubcommands()
                .values()
                .forEach(command -> all.addAll(command.getSubcommands().values()));
        int descriptions = 0;
        for (CommandLine command : all) {
            var spec = command.getCommandSpec();
            assertThat(String.join(" ", spec.usageMessage().description()))
                    .as(spec.name())
                    .containsPattern(HANGUL);
            for (var argument : spec.args()) {
                assertThat(String.join(" ", argument.description()))
                        .as(spec.name() + " " + argument)
                        .matches(text -> HANGUL.matcher(text).find() || text.startsWith("12 "));
                descriptions++;
            }
        }
        assertThat(all).hasSize(32);
        assertThat(descriptions).isGreaterThan(200);
    }

    static Stream<Arguments> malformed() {
        String address = "mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r";
        return Stream.of(
                bad("amount", () -> Amount.parseCoins("1,5")),
                bad("fee rate", () -> FeeRate.parse("x")),
                bad("fee rate past the limit", () -> FeeRate.parse("100001")),
                bad("network", () -> Network.parse("moon")),
                bad("address mistyped", () -> Address.parse(address.replace('m', 'n'), REGTEST)),
                bad("address with a wrong letter", () -> Address.parse("0" + address, REGTEST)),
                bad("address too short", () -> Address.parse("mr", REGTEST)),
                bad("address too long", () -> Address.parse("m".repeat(300), REGTEST)),
                bad("address of mainnet", () -> Address.parse("1BoatSLRHtKNngkdXEeobR76b53LETtpyT", REGTEST)),
                bad("SegWit of mainnet", () -> Address.parse("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", REGTEST)),
                bad(
                        "SegWit here",
                        () -> Address.parse("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", ChainParams.mainnet())),
                bad("SegWit mistyped", () -> Address.parse("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", REGTEST)),
                bad("SegWit in mixed case", () -> Address.parse("bc1Qw508", REGTEST)),
                bad(
                        "SegWit with a wrong letter",
                        () -> Address.parse("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3tb", REGTEST)),
                bad("SegWit too short", () -> Address.parse("bcrt1q", REGTEST)),
                bad(
                        "private key for an address",
                        () -> Address.parse("5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ", REGTEST)),
                bad("key mistyped", () -> Wif.parse("5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTK", REGTEST)),
                bad("key of mainnet", () -> Wif.parse("5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ", REGTEST)),
                bad("address for a key", () -> Wif.parse(address, REGTEST)),
                bad("address for an extended key", () -> ExtendedKeyText.parse(address, Network.REGTEST)),
                bad(
                        "extended key of mainnet",
                        () -> ExtendedKeyText.parse(
                                "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8",
                                Network.REGTEST)),
                bad("eleven words", () -> Mnemonic.parse("abandon ".repeat(11))),
                bad("a wrong word", () -> Mnemonic.parse("abandon ".repeat(11) + "abanbon")),
                bad("an unknown word", () -> Mnemonic.parse("abandon ".repeat(11) + "qqqqqqqqq")),
                bad("words out of order", () -> Mnemonic.parse("abandon ".repeat(12))),
                bad("link of another scheme", () -> PaymentUri.parse("wonsi:" + address, REGTEST)),
                bad("link that requires more", () -> PaymentUri.parse("bitcoin:" + address + "?req-x=1", REGTEST)),
                bad("link with a wrong escape", () -> PaymentUri.parse("bitcoin:" + address + "?label=%zz", REGTEST)),
                bad("signature of 3 bytes", () -> SignedMessage.verify("x", "AAAA", Address.parse(address, REGTEST))),
                bad("signature in no base 64", () -> SignedMessage.verify("x", "?", Address.parse(address, REGTEST))),
                bad("txid too short", () -> Txid.ofDisplay("abc")),
                bad("txid with another letter", () -> Txid.ofDisplay("g".repeat(64))),
                bad("odd hex", () -> ByteString.ofHex("abc")),
                bad("transaction cut", () -> Transaction.decode(ByteString.ofHex("0200000001aabb"))),
                bad("transaction cut before its count", () -> Transaction.decode(ByteString.ofHex("02000000"))),
                bad("too many inputs", () -> Transaction.decode(ByteString.ofHex("02000000fdffff0000"))),
                bad(
                        "long form of a count",
                        () -> Transaction.decode(ByteString.ofHex("02000000fd0100" + "00".repeat(99)))),
                bad(
                        "something after the end",
                        () -> Transaction.decode(ByteString.ofHex("02000000" + "0000" + "00000000" + "00"))),
                bad("no JSON", () -> JsonValue.parse("{")),
                bad(
                        "text for a number",
                        () -> JsonValue.parse("{\"a\":\"b\"}").get("a").integer()));
    }

    private static Arguments bad(String what, Runnable parse) {
        return Arguments.of(what, parse);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    @DisplayName("what is wrong with an input is said in Korean, and in English as core says it")
    void malformedInput(String what, Runnable parse) {
        MalformedException problem = catchThrowableOfType(MalformedException.class, parse::run);
        assertThat(problem).as(what).isNotNull();
        String sentence = korean.text(problem);
        assertThat(sentence).containsPattern(HANGUL).doesNotContain("입력을 이해할 수 없습니다");
        String withoutNames = sentence.replaceAll("'[^']*'", "");
        assertThat(withoutNames).doesNotContainPattern("(expected|found|characters|doesn't| is | the )");
        assertThat(english.text(problem)).isNotBlank();
    }

    @Test
    @DisplayName("a problem inside a problem is said in the same language")
    void nested() {
        Failure last = new Failure.Unreachable("http://x", new ConnectionFault.Timeout(20));
        WalletException problem = new WalletException(new Failure.Kept("abc", last));
        assertThat(korean.text(problem)).contains("20초 안에 응답이 없습니다").contains("서명해 보관했지만");
        assertThat(english.text(problem)).contains("no answer within 20 s");
    }

    @Test
    @DisplayName("a wrong command line is explained in Korean, and in JSON if that was asked for")
    void usage() {
        FakeTerminal terminal = new FakeTerminal(Path.of("unused"), 1);
        assertThat(terminal.run("fly", "--lang", "ko")).isEqualTo(2);
        assertThat(terminal.complained()).contains("'fly'(이)라는 명령은 없습니다").contains("도움말: wonsi wallet --help");
        assertThat(terminal.run("bump", "--lang", "ko")).isEqualTo(2);
        assertThat(terminal.complained()).contains("빠진 것:").contains("도움말: wonsi wallet bump --help");
        assertThat(terminal.run("send", "--lang", "ko", "a", "--fast")).isEqualTo(2);
        assertThat(terminal.complained()).contains("모르는 옵션이나 단어: --fast");
        assertThat(terminal.run("create", "--lang", "ko", "--words", "many")).isEqualTo(2);
        assertThat(terminal.complained()).contains("'many'은(는) --words의 값이 될 수 없습니다");
        assertThat(terminal.run("history", "--last", "x", "--json")).isEqualTo(2);
        assertThat(terminal.printed()).contains("\"code\" : \"usage\"").contains("'x' is no value for --last");
        assertThat(terminal.run("balance", "--lang", "fr")).isEqualTo(2);
        assertThat(terminal.complained()).contains("--lang is 'en' or 'ko', not 'fr'");
    }
}
