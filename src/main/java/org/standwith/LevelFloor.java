package org.standwith;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;

/**
 * Lets no logger go below INFO, whatever a level is set to and by whom: below it Tomcat tells whole requests, the HTTP
 * client headers, Hibernate bound values and Spring bodies, some of them under our own classes' names. What is not made
 * reaches no appender either. Public because Logback makes it, by its name in {@code logback-spring.xml}.
 */
public final class LevelFloor implements LoggerContextListener {

    @Override
    public void onLevelChange(Logger logger, Level level) {
        // Without a level of its own it has its parent's.
        if (level != null && level.toInt() < Level.INFO_INT) {
            logger.setLevel(Level.INFO);
        }
    }

    @Override
    public boolean isResetResistant() {
        return false;
    }

    @Override
    public void onStart(LoggerContext context) {}

    @Override
    public void onReset(LoggerContext context) {}

    @Override
    public void onStop(LoggerContext context) {}
}
