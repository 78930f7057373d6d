package org.wonsi.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.lab.explain.ByteField;
import org.wonsi.lab.explain.Explainer;
import org.wonsi.lab.explain.PrevoutSource;
import org.wonsi.lab.live.CityNames;
import org.wonsi.node.lying.Lie;
import org.wonsi.node.simulation.OrderRefused;

@DisplayName("the page's two languages")
class TranslationTest {
    /** An ending of polite talk among people; requests ("하세요"), a plain no and a stem without an ending are no such. */
    private static final Pattern INFORMAL = Pattern.compile("(?<!세|아니|필)요(?![가-힣])");

    private static final Path SCRIPTS = Path.of("src/main/resources/web/js");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)");
    /** A key written out in a script; keys put together from parts are listed by their beginnings. */
    private static final Pattern LITERAL = Pattern.compile("'([a-z]+\\.[\\w.]+)'");

    /** A signature, a public key, a push of data, an operation, and a push that is cut off. */
    private static final String SCRIPT =
            "47304402204e45e16932b8af514961a1d3a1a25fdf3f4f7732e9d624c6c61548ab5fb8cd410220"
                    + "181522ec8eca07de4860a4acdd12909d831cc56cbbac4622082221a8768d1d0901"
                    + "210279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                    + "0201ff764d";

    private static final List<String> BEGINNINGS = List.of(
            "node.",
            "simulation.about.",
            "simulation.number.",
            "simulation.scenario.",
            "simulation.why.",
            "site.",
            "view.",
            "say.",
            "chain.card.",
            "tx.type.",
            "explore.",
            "kind.",
            "rules.",
            "bytes.",
            "lab.",
            "op.",
            "person.",
            "phone.cannot.",
            "phone.rate.",
            "curve.",
            "unit.",
            "field.",
            "faces.kind.",
            "handout.",
            "lesson.tab.",
            "lesson.do.",
            "lessons.lack.",
            "messages.",
            "edit.gate.",
            "edit.outcome.",
            "time.",
            "error.status.",
            "sql.error.",
            "sql.level.",
            "sql.plot.");

    @Test
    @DisplayName("both have the same sentences")
    void sameKeys() throws IOException {
        assertThat(words("ko").keySet()).isEqualTo(words("en").keySet());
    }

    @Test
    @DisplayName("a sentence has the same parameters in both")
    void sameParameters() throws IOException {
        Map<String, String> korean = words("ko");
        for (Map.Entry<String, String> english : words("en").entrySet()) {
            assertThat(parameters(korean.getOrDefault(english.getKey(), "")))
                    .as(english.getKey())
                    .isEqualTo(parameters(english.getValue()));
        }
    }

    @Test
    @DisplayName("no sentence is empty, and the Korean ones are Korean")
    void noneIsEmpty() throws IOException {
        assertThat(words("en")).allSatisfy((key, value) -> assertThat(value).isNotBlank());
        List<String> latin = words("ko").entrySet().stream()
                .filter(word -> word.getValue().codePoints().noneMatch(c -> c >= 0xac00 && c <= 0xd7a3))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(latin).containsExactly("field.bits", "mining.bits", "view.sql");
    }

    @Test
    @DisplayName("every name that a seminar gives its nodes is known in Korean")
    void citiesAreKnown() throws IOException {
        Map<String, String> korean = words("ko");
        assertThat(CityNames.first(30))
                .allSatisfy(
                        city -> assertThat(korean.get("node." + city)).as(city).matches("[가-힣]+"));
    }

    @Test
    @DisplayName("one word a thing in Korean: what was said in two ways is said in one")
    void oneWordAThing() throws IOException {
        for (String file : List.of("ko.json", "fields.ko.json", "rules.json")) {
            try (InputStream in = TranslationTest.class.getResourceAsStream("/web/i18n/" + file)) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .as(file)
                        .doesNotContain(
                                "거절", "까닭", "견주", "견줍", "대체", "링크", "전달", "승부", "암호문", "가장 긴 체인", "하십시오", "해 주세요", "낱말",
                                "열쇠")
                        // A checksum, and not that something is checked.
                        .doesNotContainPattern("검사합(?!니다)");
            }
        }
    }

    @Test
    @DisplayName("every Korean sentence of the pages ends formally, on phones too")
    void oneTone() throws IOException {
        List<String> informal = words("ko").values().stream()
                .filter(text -> INFORMAL.matcher(text).find())
                .toList();
        assertThat(informal).isEmpty();
    }

    @Test
    @DisplayName("the lies and the Korean README use the same words as the page")
    void oneWordAThingElsewhere() throws IOException {
        List<String> texts = new ArrayList<>(Lie.all().stream().map(Lie::korean).toList());
        texts.add(Files.readString(Path.of("../README.ko.md")));
        assertThat(texts)
                .hasSize(8)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain("거절", "까닭", "견주", "대체", "전달", "송금", "목표값", "대기 거래", "하십시오")
                        .doesNotContainPattern("(?<!거스름)돈"));
    }

    @Test
    @DisplayName("a number of things in English has a form for one of them")
    void singular() throws IOException {
        assertThat(words("en"))
                .allSatisfy((key, value) -> assertThat(value)
                        .as(key)
                        .doesNotContainPattern("\\} (transactions|payments|confirmations|peers)\\b"));
    }

    @Test
    @DisplayName("every sentence that a script names exists, and none is left over")
    void keysAreUsed() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SCRIPTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher matcher = LITERAL.matcher(Files.readString(file));
                while (matcher.find()) {
                    used.add(matcher.group(1));
                }
            }
        }
        Set<String> keys = words("en").keySet();
        Set<String> families = keys.stream()
                .filter(key -> key.contains("."))
                .map(key -> key.substring(0, key.indexOf('.')))
                .collect(Collectors.toSet());
        assertThat(used.stream()
                        .filter(key -> families.contains(key.substring(0, key.indexOf('.'))))
                        .filter(key -> !key.endsWith(".js")))
                .as("named by a script")
                .isSubsetOf(keys);
        assertThat(keys.stream()
                        .filter(key -> key.contains("."))
                        .filter(key -> BEGINNINGS.stream().noneMatch(key::startsWith)))
                .as("named by no script")
                .isSubsetOf(used);
    }

    @Test
    @DisplayName(
            "every reason for which a simulated network isn't played has a sentence, and there is none for another")
    void refusedSimulations() throws IOException {
        assertThat(words("en").keySet().stream()
                        .filter(key -> key.startsWith("simulation.why."))
                        .map(key -> key.replace("simulation.why.", "simulation-")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(OrderRefused.Why.values())
                        .map(OrderRefused.Why::code)
                        .toList());
    }

    @Test
    @DisplayName("every field that the node can name in some bytes has a Korean name and meaning")
    void fieldsAreTranslated() throws IOException {
        Explainer explainer = new Explainer(ChainParams.mainnet(), PrevoutSource.NONE);
        Set<String> ids = new TreeSet<>();
        Set<String> orders = new TreeSet<>();
        List<ByteField> explained = Stream.concat(
                        Stream.of(
                                explainer.explain(
                                        ChainParams.mainnet().genesis().encode()),
                                explainer.explain(ByteString.ofHex(SCRIPT), Explainer.Form.SCRIPT),
                                explainer.explain(ByteString.ofHex("00".repeat(25)), Explainer.Form.ADDRESS)),
                        messages().map(explainer::explain))
                .flatMap(explanation -> explanation.fields().stream())
                .toList();
        for (ByteField field : explained) {
            ids.add(field.id());
            orders.add("order." + field.order());
        }
        assertThat(ids).hasSizeGreaterThan(35);
        Map<String, Map<String, String>> korean = fields();
        assertThat(korean.keySet()).containsAll(ids).containsAll(orders);
        assertThat(ids).allSatisfy(id -> assertThat(korean.get(id)).containsKeys("name", "what"));
    }

    /** One of each form that a payload can have. */
    private static Stream<ByteString> messages() {
        MessageCodec codec = new MessageCodec(ChainParams.mainnet().magic());
        Block genesis = ChainParams.mainnet().genesis();
        InventoryItem block = InventoryItem.of(genesis.hash());
        return Stream.of(
                        new Message.Inv(List.of(block)),
                        new Message.Headers(List.of(genesis.header())),
                        new Message.GetHeaders(70_016, List.of(genesis.hash()), genesis.hash()),
                        new Message.Ping(1),
                        new Message.FeeFilter(1000),
                        new Message.Addr(List.of()))
                .map(message -> ByteString.copyOf(codec.encode(message)));
    }

    @Test
    @DisplayName("the rule book has every reject string, in the rules' order, with a sentence in both languages")
    void rulesAreExplained() throws IOException {
        List<String> codes = new ArrayList<>();
        try (InputStream in = TranslationTest.class.getResourceAsStream("/web/i18n/rules.json")) {
            for (JsonNode group : new ObjectMapper().readTree(in)) {
                group.fieldNames().forEachRemaining(codes::add);
                assertThat(group).allSatisfy(rule -> {
                    assertThat(rule.path("en").asText()).endsWith(".");
                    assertThat(rule.path("ko").asText()).endsWith(".");
                });
            }
        }
        assertThat(codes)
                .containsExactlyElementsOf(
                        Stream.of(RejectReason.values()).map(RejectReason::code).toList());
    }

    private static Set<String> parameters(String sentence) {
        Matcher matcher = PARAMETER.matcher(sentence);
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Map<String, Map<String, String>> fields() throws IOException {
        try (InputStream in = TranslationTest.class.getResourceAsStream("/web/i18n/fields.ko.json")) {
            return new ObjectMapper().readValue(in, new TypeReference<Map<String, Map<String, String>>>() {});
        }
    }

    private static Map<String, String> words(String language) throws IOException {
        try (InputStream in = TranslationTest.class.getResourceAsStream("/web/i18n/" + language + ".json")) {
            return new ObjectMapper().readValue(in, new TypeReference<TreeMap<String, String>>() {});
        }
    }
}
