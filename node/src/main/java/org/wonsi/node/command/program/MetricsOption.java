package org.wonsi.node.command.program;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.node.p2p.Subnet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option of a server's command that says who may read {@code /metrics} besides this machine. */
public final class MetricsOption {
    @Option(
            names = "--metrics-from",
            paramLabel = "NETWORK",
            split = ",",
            description =
                    "an address or network besides this machine that may read /metrics, such as 10.0.0.0/8; repeatable")
    private List<String> networks = new ArrayList<>();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * The networks that were named.
     *
     * @throws CommandLine.ParameterException if one is none
     */
    public List<Subnet> networks() {
        return networks.stream().map(this::network).toList();
    }

    private Subnet network(String text) {
        try {
            return Subnet.parse(text);
        } catch (MalformedException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--metrics-from: " + e.getMessage());
        }
    }
}
