package org.wonsi.dist;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This machine as a user sees it who owns nothing; only root can become that user. */
final class OtherUser implements Host {
    private static final String USER = "65534";

    /** Why programs can't be run as that user here, if so. */
    static Optional<String> missing() {
        if (!Shell.has("setpriv")) {
            return Optional.of("there is no program 'setpriv'");
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Shell.Result tried = Shell.run(new OtherUser().command(List.of(java, "-version")), "");
        return tried.exitCode() == 0
                ? Optional.empty()
                : Optional.of("no program can be run as another user: "
                        + tried.output().strip());
    }

    @Override
    public List<String> command(List<String> command) {
        List<String> as = new ArrayList<>(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        as.addAll(command);
        return as;
    }

    @Override
    public String read(Path file) throws IOException {
        return HERE.read(file);
    }

    @Override
    public Answer request(String method, String url, Map<String, String> headers, String body) {
        return HERE.request(method, url, headers, body);
    }
}
