package org.wonsi.node.platform;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handling of Ctrl-C and SIGTERM as an ordinary end: the shutdown hooks run as they always do, and the exit code is 0
 * instead of the JVM's own 130 and 143, as for other servers that are meant to be stopped so.
 *
 * <p>{@code sun.misc.Signal} is the only way to it that Java has. It belongs to {@code jdk.unsupported}, which every JDK
 * brings, but the compiler warns of its name with a warning that can't be switched off; hence by reflection.
 */
public final class StopSignals {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);

    private StopSignals() {}

    /** From here on a stop signal ends the program with exit code 0; without effect where signals can't be handled. */
    public static void exitNormally() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object exit = Proxy.newProxyInstance(
                    StopSignals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            System.exit(0);
                        }
                        return method.invoke(StopSignals.class, arguments);
                    });
            for (String name : new String[] {"INT", "TERM"}) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), exit);
            }
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            LOG.debug("stop signals keep the exit codes of the JVM", e);
        }
    }
}
