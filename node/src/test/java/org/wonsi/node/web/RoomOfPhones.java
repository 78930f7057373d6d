package org.wonsi.node.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Phones in one browser, each with a wallet, a name and an owner: he takes from the faucet when he has little, and pays somebody by name again and
 * again, through the page as a person does. Beside them the board is open.
 */
final class RoomOfPhones implements AutoCloseable {
    private static final double PATIENCE = 300_000;

    /** What an owner does; it notes what became of each payment. */
    private static final String OWNER = """
            (() => {
              const random = (seed => () => (seed = seed * 48271 %% 2147483647) / 2147483647)(%d);
              const note = window.owner = { paid: [], refused: [], begun: false, go: false, stop: false, done: false };
              const pause = time => new Promise(done => setTimeout(done, time));
              const find = where => document.querySelector(where);
              const shown = where => [...document.querySelectorAll(where)].find(element => element.offsetParent);
              async function until(look) {
                for (;;) {
                  const found = look();
                  if (found) return found;
                  await pause(250);
                }
              }
              async function begin() {
                await until(() => window.wonsiPeer?.state.phase === 'ready');
                const { submit } = wonsiPeer;
                wonsiPeer.submit = async hex => {
                  try {
                    const txid = await submit(hex);
                    note.paid.push(txid);
                    return txid;
                  } catch (problem) {
                    note.refused.push(String(problem.code ?? problem));
                    throw problem;
                  }
                };
                (await until(() => find('.stack .p'))).click();
                (await until(() => find('.words li') && find('.stack .p'))).click();
                (await until(() => find('#own-name'))).value = 'P%d';
                find('.own form button').click();
                await until(() => find('.receive .wide'));
                note.begun = true;
              }
              async function pay() {
                if (Number(find('.balance .sum').dataset.satoshis) < 2e7) {
                  find('.receive .wide').click();
                  return;
                }
                const names = [...document.querySelectorAll('.pay .choices button')];
                if (names.length === 0) return;
                names[Math.floor(random() * names.length)].click();
                find('#pay-amount').value = (0.01 + Math.floor(random() * 5) / 100).toFixed(2);
                find('.pay form > .p').click();
                const sign = await until(() => shown('.pay .confirm .p') || find('.pay > .trouble').textContent);
                if (typeof sign === 'string') {
                  note.refused.push(sign);
                  return;
                }
                sign.click();
                await until(() => shown('.pay form') || find('.pay > .trouble').textContent);
                if (!shown('.pay form')) find('.pay .confirm .btn:not(.p)').click();
              }
              addEventListener('DOMContentLoaded', async () => {
                await begin();
                await until(() => note.go);
                while (!note.stop) {
                  await pause(1000 + random() * %d);
                  if (!note.stop) await pay();
                }
                note.done = true;
              });
            })();
            """;

    /** Frames of five seconds: how many came, and the milliseconds between two, in the middle and at the 95th percentile. */
    private static final String FRAMES = """
            () => new Promise(done => {
              const waits = [];
              const begin = performance.now();
              let last = begin;
              const step = now => {
                waits.push(now - last);
                last = now;
                if (now - begin < 5000) {
                  requestAnimationFrame(step);
                  return;
                }
                waits.sort((a, b) => a - b);
                const at = share => Math.round(waits[Math.floor(share * (waits.length - 1))]);
                done(`${waits.length} frames in 5 s, 50 % ${at(0.5)} ms, 95 % ${at(0.95)} ms`);
              };
              requestAnimationFrame(step);
            })""";

    private final Chromium chromium;
    private final Page board;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<Page> pages = new ArrayList<>();
    private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());

    /** Opens so many pages of a node, each in a context of its own. */
    RoomOfPhones(String url, int count) {
        chromium = Chromium.start();
        for (int i = 0; i < count; i++) {
            BrowserContext context = chromium.browser()
                    .newContext(new Browser.NewContextOptions()
                            .setViewportSize(390, 844)
                            .setLocale("en"));
            contexts.add(context);
            // A few phones pay often, so that a short run has payments; many pay as a room of people does.
            context.addInitScript(OWNER.formatted(1_000 + i, i, count < 10 ? 1_000 : 40_000));
            Page page = context.newPage();
            page.setDefaultTimeout(PATIENCE);
            PageErrors.addTo(troubles, page, RoomOfPhones::isExpected);
            page.navigate(url + "/phone");
            pages.add(page);
        }
        board = chromium.browser()
                .newPage(new Browser.NewPageOptions().setViewportSize(1280, 720).setLocale("en"));
        board.setDefaultTimeout(PATIENCE);
        PageErrors.addTo(troubles, board);
        board.navigate(url + "/#/board");
        pages.forEach(page -> page.waitForFunction("() => window.owner?.begun"));
        pages.forEach(page -> page.evaluate("() => { owner.go = true; }"));
    }

    /** A payment that a node hasn't seen yet, a faucet without coins, and one that is asked too often. */
    private static boolean isExpected(ConsoleMessage message) {
        return PageErrors.isStatus(message, 404)
                || PageErrors.isStatus(message, 409)
                || PageErrors.isStatus(message, 429);
    }

    int count() {
        return pages.size();
    }

    /** What went wrong on any of them. */
    List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** Lets the pages' messages come in. */
    void pause(double milliseconds) {
        pages.get(0).waitForTimeout(milliseconds);
    }

    /** The owners pay no more. */
    void stop() {
        pages.forEach(page -> page.evaluate("() => { owner.stop = true; }"));
        pages.forEach(page -> page.waitForFunction("() => owner.done"));
    }

    void awaitTip(String hash) {
        pages.forEach(page -> page.waitForFunction("hash => wonsiPeer.state.tip === hash", hash));
    }

    /** Payments that wait, on the phone with the most. */
    int waiting() {
        return pages.stream()
                .mapToInt(page -> (int) page.evaluate("wonsiPeer.state.waiting"))
                .max()
                .orElseThrow();
    }

    /** Ids of the payments that the phones' own nodes took. */
    List<String> paid() {
        return noted("paid");
    }

    /** The reasons of those that were refused, by the phone's node or by its wallet. */
    List<String> refused() {
        return noted("refused");
    }

    private List<String> noted(String field) {
        List<String> all = new ArrayList<>();
        for (Page page : pages) {
            for (Object each : (List<?>) page.evaluate("field => owner[field]", field)) {
                all.add(String.valueOf(each));
            }
        }
        return all;
    }

    /** For people who wait for the end; the frames are those of everybody's board. */
    String figures() {
        return "troubles: " + troubles + ", board: " + board.evaluate(FRAMES);
    }

    /** Megabytes of all renderers of this process's browsers: what is theirs, and their share of what they have in common. Linux only. */
    static double memory() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> isRenderer(process.pid()))
                .mapToDouble(process -> proportional(process.pid()))
                .sum();
    }

    /** A browser's process writes its arguments as one, which {@code ProcessHandle} doesn't take for some. */
    private static boolean isRenderer(long process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process), "cmdline"))
                    .contains("--type=renderer");
        } catch (IOException e) {
            return false; // it has just ended
        }
    }

    private static double proportional(long process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
        chromium.close();
    }
}
