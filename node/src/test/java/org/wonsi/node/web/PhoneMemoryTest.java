package org.wonsi.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.address.Address;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.RegtestNetwork;

/**
 * What stays alive in the worker of a phone, where its node is. The kernel's count of a tab's memory rises for a while whatever happens,
 * since a browser compiles what runs often and collects garbage when it sees a need; only this says whether something is kept.
 */
@DisplayName("the memory of a phone's node (measured only with -Pmeasured)")
@Tag("measured")
class PhoneMemoryTest {
    private static final int ROUNDS = 7;
    private static final int PAYMENTS = 100;

    /** A payment on the chain is some 230 bytes; as objects, with what was spent and made, it takes six times that. */
    private static final int MOST_BYTES_OF_A_PAYMENT = 4_000;

    private final Map<Integer, JsonObject> answers = new ConcurrentHashMap<>();
    private final List<String> workers = new ArrayList<>();
    private int asked;

    @Test
    @DisplayName("grows by what the chain grows, and by no more")
    void alive(@TempDir Path directory) throws IOException, InterruptedException, ExecutionException {
        try (RegtestNetwork network = new RegtestNetwork(directory);
                Chromium chromium = Chromium.start();
                BrowserContext context = chromium.browser().newContext()) {
            Node node = network.start("Seoul");
            HttpServer http = HttpServer.start(node, HttpConfig.loopback(0));
            node.serve(http, http.url());
            RegtestNetwork.mine(node, 130);
            Page page = context.newPage();
            page.navigate(http.url() + "/phone?lang=en");
            awaitTip(page, node);
            CDPSession session = attach(context, page);
            Script somebody = Address.parse("mfWxJ45yp2SFn7UciZyNpvDKrzbhyfKrY8", node.params())
                    .scriptPubKey();
            List<Long> alive = new ArrayList<>(List.of(alive(page, session)));
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 1; i <= PAYMENTS; i++) {
                    node.faucetWallet().pay(somebody, Amount.ofCoins(1)).get();
                    if (i % 25 == 0) {
                        RegtestNetwork.mine(node, 1);
                    }
                }
                awaitTip(page, node);
                alive.add(alive(page, session));
            }
            System.out.printf(
                    Locale.ROOT,
                    "alive in a phone's worker, kB, after each %d payments: %s%n",
                    PAYMENTS,
                    alive.stream().map(bytes -> bytes / 1_000).toList());
            assertThat(alive.get(ROUNDS) - alive.get(0)).isLessThan((long) MOST_BYTES_OF_A_PAYMENT * ROUNDS * PAYMENTS);
        }
    }

    private static void awaitTip(Page page, Node node) {
        page.waitForFunction(
                "tip => window.wonsiPeer?.state.phase === 'ready' && wonsiPeer.state.tip === tip",
                RegtestNetwork.tip(node).toDisplay(),
                new Page.WaitForFunctionOptions().setTimeout(60_000));
    }

    /** The worker is a target of its own, which is asked through the page's session. */
    private CDPSession attach(BrowserContext context, Page page) {
        CDPSession session = context.newCDPSession(page);
        session.on(
                "Target.attachedToTarget",
                event -> workers.add(event.get("sessionId").getAsString()));
        session.on("Target.receivedMessageFromTarget", event -> {
            JsonObject message =
                    JsonParser.parseString(event.get("message").getAsString()).getAsJsonObject();
            if (message.has("id")) {
                answers.put(message.get("id").getAsInt(), message);
            }
        });
        JsonObject all = new JsonObject();
        all.addProperty("autoAttach", true);
        all.addProperty("waitForDebuggerOnStart", false);
        all.addProperty("flatten", false);
        session.send("Target.setAutoAttach", all);
        while (workers.isEmpty()) {
            page.waitForTimeout(20);
        }
        return session;
    }

    private long alive(Page page, CDPSession session) {
        ask(page, session, "HeapProfiler.enable");
        ask(page, session, "HeapProfiler.collectGarbage");
        return ask(page, session, "Runtime.getHeapUsage")
                .getAsJsonObject("result")
                .get("usedSize")
                .getAsLong();
    }

    private JsonObject ask(Page page, CDPSession session, String method) {
        int id = ++asked;
        JsonObject question = new JsonObject();
        question.addProperty("id", id);
        question.addProperty("method", method);
        JsonObject wrapped = new JsonObject();
        wrapped.addProperty("sessionId", workers.get(0));
        wrapped.addProperty("message", question.toString());
        session.send("Target.sendMessageToTarget", wrapped);
        while (!answers.containsKey(id)) {
            page.waitForTimeout(20);
        }
        return answers.remove(id);
    }
}
