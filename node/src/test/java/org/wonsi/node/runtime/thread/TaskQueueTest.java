package org.wonsi.node.runtime.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.node.service.ChainBusyException;

@Timeout(30)
class TaskQueueTest {
    private static final PeerId A = new PeerId(1);
    private static final PeerId B = new PeerId(2);

    private final TaskQueue queue = new TaskQueue(2, 3);

    private static TaskQueue.Task task(String kind) {
        return new TaskQueue.Task(kind, () -> {}, () -> {});
    }

    private void ofPeer(PeerId peer, String... kinds) {
        for (String kind : kinds) {
            assertThat(queue.addOfPeer(peer, task(kind), false)).isTrue();
        }
    }

    private List<String> takeAll() throws InterruptedException {
        List<String> taken = new ArrayList<>();
        while (queue.size() > 0) {
            taken.add(queue.take().orElseThrow().kind());
        }
        return taken;
    }

    @Test
    @DisplayName("The node's own tasks come first, then requests and peers in turns, and the peers in turns among them")
    void turns() throws InterruptedException {
        ofPeer(A, "a1", "a2", "a3", "a4");
        ofPeer(B, "b1");
        queue.addRequest(task("r1"));
        queue.addRequest(task("r2"));
        queue.addOwn(task("own"));
        assertThat(takeAll()).containsExactly("own", "a1", "r1", "b1", "r2", "a2", "a3", "a4");
    }

    @Test
    @DisplayName("Of two requests both are taken in, the third is told to come back; the node's own always are")
    void requestRoom() throws InterruptedException {
        queue.addRequest(task("r1"));
        queue.addRequest(task("r2"));
        assertThatThrownBy(() -> queue.addRequest(task("r3")))
                .isInstanceOf(ChainBusyException.class)
                .hasMessage("the node has too much to do, 2 requests wait already; try again in a moment");
        for (int i = 0; i < 100; i++) {
            assertThat(queue.addOwn(task("own"))).isTrue();
        }
        assertThat(queue.size()).isEqualTo(102);
        assertThat(takeAll()).endsWith("own", "r1", "r2");
        assertThat(queue.addRequest(task("r4"))).isTrue();
    }

    @Test
    @DisplayName("A peer with three messages waiting leaves the fourth once one is taken; another peer doesn't wait")
    void peerRoom() throws Exception {
        ofPeer(A, "a1", "a2", "a3");
        CompletableFuture<Boolean> fourth = new CompletableFuture<>();
        Thread reader = new Thread(() -> fourth.complete(queue.addOfPeer(A, task("a4"), true)));
        reader.start();
        assertThat(queue.addOfPeer(B, task("b1"), true)).isTrue();
        assertThat(queue.size()).isEqualTo(4);
        assertThat(queue.take().map(TaskQueue.Task::kind)).hasValue("a1");
        assertThat(fourth.join()).isTrue();
        assertThat(takeAll()).containsExactly("b1", "a2", "a3", "a4");
    }

    @Test
    @DisplayName("A closed queue takes nothing, gives peers' tasks back, and ends after the others")
    void closes() throws InterruptedException {
        ofPeer(A, "a1", "a2", "a3");
        queue.addRequest(task("r1"));
        queue.addOwn(task("own"));
        assertThat(queue.close()).extracting(TaskQueue.Task::kind).containsExactly("a1", "a2", "a3");
        assertThat(queue.addOwn(task("own2"))).isFalse();
        assertThat(queue.addRequest(task("r2"))).isFalse();
        assertThat(queue.addOfPeer(A, task("a4"), true)).isFalse();
        assertThat(takeAll()).containsExactly("own", "r1");
        assertThat(queue.take()).isEqualTo(Optional.empty());
    }

    @Test
    @DisplayName("Who waits for room is let go when the queue closes")
    void closingFrees() {
        ofPeer(A, "a1", "a2", "a3");
        CompletableFuture<Boolean> fourth = new CompletableFuture<>();
        new Thread(() -> fourth.complete(queue.addOfPeer(A, task("a4"), true))).start();
        queue.close();
        assertThat(fourth.join()).isFalse();
    }
}
