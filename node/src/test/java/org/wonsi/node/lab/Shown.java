package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.wonsi.node.service.lab.Panel;

/** What an experiment shows at present. */
final class Shown {
    private Shown() {}

    /** The panel of that name, which must be of that kind. */
    static <T extends Panel> T panel(LabRoom room, String experiment, String name, Class<T> kind) {
        var panels = room.lab().seen(experiment).panels();
        assertThat(panels).containsKey(name);
        return kind.cast(panels.getOrDefault(name, new Panel.Chain(List.of())));
    }
}
