package org.wonsi.node.vote;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.wonsi.node.service.VoteService;

/**
 * The vote of a room, and who is here to take part.
 *
 * <p>Nothing ends it by a timer: what is over is forgotten when somebody asks next. The memory for devices is bounded,
 * however many names a script asks for; the oldest go first.
 */
public final class VoteRoom implements VoteService {
    /** A device that has not asked for so long has left, or is in standby. */
    static final Duration HERE = Duration.ofSeconds(10);

    /** A vote that nobody opened or revealed for so long is forgotten. */
    static final Duration LIFE = Duration.ofHours(1);

    /** Devices that are remembered as here. */
    static final int MOST_HERE = 3_000;

    /** What a double holds exactly, so that a script can. */
    private static final int ID_BITS = 52;

    private final RandomGenerator random;
    private final LongSupplier nanoTime;
    private final Consumer<Poll> changed;
    private final DeviceNames names;
    /** When each device asked last; in the order of that time. */
    private final Map<String, Long> here = new LinkedHashMap<>();

    private Optional<Ballot> ballot = Optional.empty();
    private long touched;

    /**
     * A room in which nothing is asked.
     *
     * @param random of names and numbers: nobody may guess it
     * @param nanoTime as {@link System#nanoTime}
     * @param changed told whenever a vote begins, is revealed, or ends; not of each answer
     */
    public VoteRoom(RandomGenerator random, LongSupplier nanoTime, Consumer<Poll> changed) {
        this.random = random;
        this.nanoTime = nanoTime;
        this.changed = changed;
        this.names = new DeviceNames(random);
    }

    @Override
    public synchronized Poll poll() {
        forgetWhatIsOver();
        return currentPoll();
    }

    private Poll currentPoll() {
        int present = present();
        return ballot.map(b -> new Poll(
                        b.id(),
                        b.isRevealed() ? Phase.REVEALED : Phase.OPEN,
                        Optional.of(b.question()),
                        b.voted(),
                        present,
                        b.isRevealed() ? b.counts() : List.of()))
                .orElseGet(() -> new Poll(0, Phase.NONE, Optional.empty(), 0, present, List.of()));
    }

    @Override
    public synchronized List<Integer> counts() {
        forgetWhatIsOver();
        return ballot.map(Ballot::counts).orElse(List.of());
    }

    @Override
    public synchronized Poll open(Question question, boolean again) {
        forgetWhatIsOver();
        boolean same = ballot.map(b -> b.question().equals(question)).orElse(false);
        if (same && !again) {
            return currentPoll();
        }
        // Never 0, which stands for no vote.
        ballot = Optional.of(new Ballot((random.nextLong() >>> (Long.SIZE - ID_BITS)) | 1, question));
        return tell();
    }

    @Override
    public synchronized boolean reveal(long vote) {
        forgetWhatIsOver();
        Optional<Ballot> wanted = ballot.filter(b -> b.id() == vote);
        wanted.filter(b -> !b.isRevealed()).ifPresent(b -> {
            b.reveal();
            tell();
        });
        return wanted.isPresent();
    }

    @Override
    public synchronized void close() {
        if (ballot.isPresent()) {
            ballot = Optional.empty();
            tell();
        }
    }

    private Poll tell() {
        touched = nanoTime.getAsLong();
        Poll poll = currentPoll();
        changed.accept(poll);
        return poll;
    }

    private void forgetWhatIsOver() {
        if (ballot.isPresent() && nanoTime.getAsLong() - touched >= LIFE.toNanos()) {
            close();
        }
    }

    // ------------------------------------------------------------------------------------------- devices

    @Override
    public synchronized String newDevice() {
        return names.issue();
    }

    @Override
    public boolean isDevice(String name) {
        return names.isOurs(name);
    }

    @Override
    public synchronized void markPresent(String device) {
        here.remove(device);
        here.put(device, nanoTime.getAsLong());
        Iterator<String> oldest = here.keySet().iterator();
        while (here.size() > MOST_HERE) {
            oldest.next();
            oldest.remove();
        }
    }

    private int present() {
        long now = nanoTime.getAsLong();
        Iterator<Long> times = here.values().iterator();
        while (times.hasNext() && now - times.next() >= HERE.toNanos()) {
            times.remove();
        }
        return here.size();
    }

    @Override
    public synchronized Optional<String> choice(String device) {
        return ballot.flatMap(b -> b.choice(device));
    }

    @Override
    public synchronized Cast cast(long vote, String device, String address, String letter) {
        forgetWhatIsOver();
        return ballot.filter(b -> b.id() == vote)
                .map(b -> b.cast(device, address, letter))
                .orElse(Cast.OTHER_VOTE);
    }
}
