package org.wonsi.node.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.lesson.Action;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.platform.Version;
import org.wonsi.node.recording.Recording;
import org.wonsi.node.recording.RecordingLibrary;
import org.wonsi.node.recording.RecordingReader;
import org.wonsi.node.recording.RecordingWriter;
import org.wonsi.node.store.db.StorageException;

/**
 * A recorder of lessons on a running seminar: it goes through the steps as a presenter would, and keeps what the page would
 * have been shown. A recording is written only if every step showed all that it waits for.
 */
final class LessonRecorder {
    /** How often an experiment's picture is taken while it changes; the page draws no faster. */
    private static final long EVERY_MILLIS = 100;

    /** Events of the room that a page can draw; the others tell of the talk itself. */
    private static final Set<String> EVENTS =
            Set.of("header", "block", "reorg", "tx", "peer", "mining", "message", "status");

    /** Messages of every minute that say nothing of a lesson. */
    private static final Set<String> LEFT_OUT = Set.of("ping", "pong");

    private final SeminarClient seminar;
    private final Path out;
    private final ObjectMapper mapper = new ObjectMapper();

    /** Of this seminar, into this directory. */
    LessonRecorder(SeminarClient seminar, Path out) {
        this.seminar = seminar;
        this.out = out;
    }

    /** A recording that was written. */
    record Made(Recording recording, Path file, long bytes) {}

    /** A lesson didn't go as its file says. */
    static final class NotRecorded extends Exception {
        private static final long serialVersionUID = 1;

        NotRecorded(String why) {
            super(why);
        }
    }

    /** Goes through a lesson, and resets its experiments before and after. */
    Made record(Lesson lesson) throws NotRecorded {
        List<String> experiments = lesson.steps().stream()
                .flatMap(step -> step.actions().stream())
                .map(Action::experiment)
                .distinct()
                .toList();
        Path file = out.resolve(RecordingLibrary.fileName(lesson.number()));
        try {
            Path written = Files.createTempFile(Files.createDirectories(out.toAbsolutePath()), "recording-", ".part");
            // Ctrl-C passes by what follows.
            written.toFile().deleteOnExit();
            try {
                experiments.forEach(this::reset);
                try {
                    record(lesson, experiments, written);
                } finally {
                    experiments.forEach(this::reset);
                }
                Recording recording = read(written);
                List<String> mismatches = recording.mismatches(lesson);
                if (!mismatches.isEmpty()) {
                    throw new NotRecorded(String.join("; ", mismatches));
                }
                Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
                return new Made(recording, file, Files.size(file));
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw new CommandFailedException(
                    "the recording can't be written to " + file + ": " + StorageException.reason(e), e);
        }
    }

    private void record(Lesson lesson, List<String> experiments, Path file) throws IOException, NotRecorded {
        try (Run run = new Run(file, head(lesson, experiments))) {
            for (Lesson.Step step : lesson.steps()) {
                run.step(step);
            }
            new FacesAnswers(seminar, run.writer).of(lesson);
            run.end();
        }
    }

    private static Recording read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return RecordingReader.read(in);
        }
    }

    private void reset(String experiment) {
        seminar.ask("POST", "/lab/" + experiment + "/reset", "{}");
    }

    private Recording.Head head(Lesson lesson, List<String> experiments) {
        JsonNode seed = seminar.ask("GET", "/lab", "").path(0).path("seed");
        return new Recording.Head(
                lesson.number(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Version.release(),
                seed.isIntegralNumber() ? seed.asLong() : null,
                experiments);
    }

    /** One lesson's recording while it is made: what the room's events say, and the experiments' pictures between. */
    private final class Run implements AutoCloseable {
        private final long begun = System.nanoTime();
        private final Set<String> changed = ConcurrentHashMap.newKeySet();
        private final List<String> experiments;
        private final RecordingWriter writer;
        private final InputStream events;
        private final Thread listening;
        private final Thread looking;
        private volatile boolean ended;
        private volatile @Nullable Exception failure;

        Run(Path file, Recording.Head head) throws IOException {
            experiments = head.experiments();
            writer = new RecordingWriter(
                    Files.newOutputStream(file), () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            // Opened before the picture is asked for, so that nothing happens between the two.
            events = seminar.events();
            writer.begin(head);
            writer.board(seminar.ask("GET", "/node/board", ""));
            listening = start("recorder events", this::listen);
            looking = start("recorder pictures", this::look);
        }

        private Thread start(String name, Runnable work) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            work.run();
                        } catch (UncheckedIOException | CommandFailedException e) {
                            if (!ended) {
                                failure = e;
                            }
                        }
                    },
                    name);
            thread.setDaemon(true);
            return thread;
        }

        void step(Lesson.Step step) throws IOException, NotRecorded {
            writer.step(step.id(), Recording.commands(step));
            if (listening.getState() == Thread.State.NEW) {
                // Only now: what happens belongs to a step.
                listening.start();
                looking.start();
            }
            for (Action action : step.actions()) {
                ObjectNode body = mapper.createObjectNode();
                ObjectNode arguments = body.putObject("arguments");
                action.arguments().forEach(arguments::put);
                SeminarClient.Answer answer = seminar.exchange(
                        "POST", "/lab/" + action.experiment() + "/" + action.command(), body.toString());
                String problem = answer.problem().orElse("");
                if (!problem.isEmpty()) {
                    throw new NotRecorded("step " + step.id() + ": " + problem);
                }
                writer.seen(answer.json());
            }
        }

        /** The lines of a stream of server-sent events: a name, its data, an empty line. */
        private void listen() {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8))) {
                String name = "";
                for (String line = lines.readLine(); line != null && !ended; line = lines.readLine()) {
                    if (line.startsWith("event: ")) {
                        name = line.substring("event: ".length());
                    } else if (line.startsWith("data: ")) {
                        happened(name, mapper.readTree(line.substring("data: ".length())));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void happened(String name, JsonNode data) throws IOException {
            if (name.equals("lab")) {
                // Others may run experiments of their own meanwhile.
                if (experiments.contains(data.path("experiment").asText())) {
                    changed.add(data.path("experiment").asText());
                }
            } else if (EVENTS.contains(name)
                    && !LEFT_OUT.contains(data.path("type").asText())) {
                writer.event(name, data);
            }
        }

        private void look() {
            try {
                while (!ended) {
                    Thread.sleep(EVERY_MILLIS);
                    for (String experiment : Set.copyOf(changed)) {
                        changed.remove(experiment);
                        writer.seen(seminar.ask("GET", "/lab/" + experiment, ""));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void end() throws IOException {
            stop();
            Exception failed = failure;
            if (failed != null) {
                throw new IOException("the events weren't heard to the end", failed);
            }
            writer.end();
        }

        private void stop() throws IOException {
            ended = true;
            events.close();
            try {
                listening.join();
                looking.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws IOException {
            stop();
            writer.close();
        }
    }
}
