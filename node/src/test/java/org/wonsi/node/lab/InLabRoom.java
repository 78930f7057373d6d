package org.wonsi.node.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A test class whose constructor is given a {@link LabRoom}, which is closed after its last test. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
@ExtendWith(InLabRoom.Opened.class)
@interface InLabRoom {
    /** Opens it, and has it closed. */
    final class Opened implements ParameterResolver {
        private record Kept(LabRoom seminarNodes, Path directory) implements AutoCloseable {
            @Override
            public void close() {
                seminarNodes.close();
                try (Stream<Path> files = Files.walk(directory)) {
                    List<Path> inside = files.sorted(Comparator.reverseOrder()).toList();
                    for (Path file : inside) {
                        Files.delete(file);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == LabRoom.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getStore(ExtensionContext.Namespace.create(Opened.class))
                    .computeIfAbsent(Kept.class, unused -> open(), Kept.class)
                    .seminarNodes();
        }

        private static Kept open() {
            try {
                Path directory = Files.createTempDirectory("lab-room");
                return new Kept(new LabRoom(directory), directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
