package org.wonsi.node.platform;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/** A log filter that lets lines of a level and above pass. */
final class LevelAtLeast extends Filter<ILoggingEvent> {
    private final Level level;

    LevelAtLeast(Level level) {
        this.level = level;
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        return event.getLevel().isGreaterOrEqual(level) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
