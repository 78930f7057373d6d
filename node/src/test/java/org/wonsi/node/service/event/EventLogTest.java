package org.wonsi.node.service.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final EventLog log = new EventLog(InstantSource.fixed(Instant.ofEpochMilli(1234)), 3);

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            log.publish("Seoul", new LoggedEvent.Status("state", String.valueOf(i)));
        }
    }

    @Test
    @DisplayName("Ids count up from 1, and of four events a log of three keeps the last three")
    void keepsTheLast() {
        publish(4);
        assertThat(log.after(0)).extracting(LoggedEvent::id).containsExactly(2L, 3L, 4L);
        assertThat(log.after(3)).extracting(LoggedEvent::id).containsExactly(4L);
        assertThat(log.after(4)).isEmpty();
        assertThat(log.lastId()).isEqualTo(4);
        assertThat(log.after(3).get(0).time()).isEqualTo(1234);
    }

    @Test
    @DisplayName("A subscriber that comes back after an id gets what it missed, then what comes, without a gap")
    void replays() throws InterruptedException {
        publish(2);
        EventSubscription subscription = log.subscribeAfter(1, 10);
        publish(1);
        assertThat(subscription.poll(Duration.ZERO)).map(LoggedEvent::id).contains(2L);
        assertThat(subscription.poll(Duration.ZERO)).map(LoggedEvent::id).contains(3L);
        assertThat(subscription.poll(Duration.ZERO)).isEmpty();
        subscription.close();
        assertThat(log.subscribers()).isZero();
    }

    @Test
    @DisplayName(
            "A subscriber whose queue of two is full is dropped at the third event; the first two it can still read")
    void dropsTheSlow() throws InterruptedException {
        EventSubscription slow = log.subscribe(2);
        publish(2);
        assertThat(slow.isClosed()).isFalse();
        publish(1);
        assertThat(slow.isClosed()).isTrue();
        assertThat(log.subscribers()).isZero();
        assertThat(slow.poll(Duration.ZERO)).map(LoggedEvent::id).contains(1L);
        assertThat(slow.poll(Duration.ZERO)).map(LoggedEvent::id).contains(2L);
        assertThat(slow.poll(Duration.ZERO)).isEmpty();
    }
}
