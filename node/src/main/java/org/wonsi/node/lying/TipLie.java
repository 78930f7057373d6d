package org.wonsi.node.lying;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wonsi.node.http.rest.BlockStanding;

/** The lie that 100 blocks follow the tip; see {@link InventedBlocks}. */
final class TipLie implements EsploraSource {
    private static final Pattern BLOCKS = Pattern.compile("/blocks(?:/([0-9]{1,9}))?");
    private static final Pattern AT_HEIGHT = Pattern.compile("/block-height/([0-9]{1,9})");
    private static final Pattern BLOCK = Pattern.compile("/block/([0-9a-f]{64})(|/header|/status)");
    private static final int PAGE = 10;

    private final EsploraSource honest;
    private final BoundedMemory<String, InventedBlocks> byTip = new BoundedMemory<>();

    TipLie(EsploraSource honest) {
        this.honest = honest;
    }

    @Override
    public Reply ask(Question question) {
        return lie(question).orElseGet(() -> honest.ask(question));
    }

    private Optional<Reply> lie(Question question) {
        if (!question.isGet() || !question.path().startsWith("/block")) {
            return Optional.empty();
        }
        return invented().flatMap(blocks -> switch (question.path()) {
            case "/blocks/tip/height" -> Optional.of(text(blocks.tip().height() + "", blocks));
            case "/blocks/tip/hash" -> Optional.of(text(blocks.tip().id(), blocks));
            default ->
                question.match(BLOCKS)
                        .flatMap(m -> page(blocks, Optional.ofNullable(m.group(1))))
                        .or(() -> question.match(AT_HEIGHT)
                                .flatMap(m -> blocks.at(Integer.parseInt(m.group(1))))
                                .map(block -> text(block.id(), blocks)))
                        .or(() -> question.match(BLOCK).flatMap(m -> block(blocks, m)));
        });
    }

    private static Reply text(String text, InventedBlocks blocks) {
        return Reply.text(text, Lie.TIP, what(blocks));
    }

    private static String what(InventedBlocks blocks) {
        return "the chain ends at height " + blocks.honestHeight() + ", not "
                + blocks.tip().height();
    }

    /** The blocks invented on top of the honest node's tip of now. */
    private Optional<InventedBlocks> invented() {
        String tip = honest.get("/blocks/tip/hash").text();
        Optional<InventedBlocks> known = byTip.get(tip);
        if (known.isPresent()) {
            return known;
        }
        Optional<InventedBlocks> made = honest.get("/block/" + tip).json().map(InventedBlocks::after);
        made.ifPresent(blocks -> byTip.put(tip, blocks));
        return made;
    }

    /** Ten blocks downwards, the true ones after the invented ones. */
    private Optional<Reply> page(InventedBlocks blocks, Optional<String> from) {
        int start = from.map(Integer::parseInt).orElse(blocks.tip().height());
        List<JsonNode> page = new ArrayList<>();
        for (int height = start; height > blocks.honestHeight() && page.size() < PAGE; height--) {
            blocks.at(height).map(JsonTrees::of).ifPresent(page::add);
        }
        if (page.isEmpty()) {
            return Optional.empty();
        }
        if (page.size() < PAGE
                && honest.get("/blocks/" + blocks.honestHeight()).json().orElse(null) instanceof ArrayNode rest) {
            rest.forEach(block -> {
                if (page.size() < PAGE) {
                    page.add(block);
                }
            });
        }
        return Optional.of(Reply.json(JsonTrees.list(page), Lie.TIP, what(blocks)));
    }

    private static Optional<Reply> block(InventedBlocks blocks, Matcher asked) {
        return blocks.of(asked.group(1)).map(block -> switch (asked.group(2)) {
            case "/header" -> text(blocks.header(block).encode().toHex(), blocks);
            case "/status" ->
                Reply.json(
                        new BlockStanding(
                                true,
                                block.height(),
                                blocks.at(block.height() + 1)
                                        .map(next -> next.id())
                                        .orElse(null)),
                        Lie.TIP,
                        what(blocks));
            default -> Reply.json(block, Lie.TIP, what(blocks));
        });
    }
}
