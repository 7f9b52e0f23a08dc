package org.standwith.canary;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The application's log, in the form in which it writes it. The sandbox lives in the same JVM, and is left out. */
final class AppLog implements Artefact {

    /** How much the application says: at this level the libraries below it quote what they work on, Tomcat whole requests. */
    static final Level LEVEL = Level.DEBUG;

    /** One of few whose text is written as it is; of others no leak could get through. */
    private static final org.slf4j.Logger TRUSTED = LoggerFactory.getLogger("com.zaxxer.hikari");

    private static final List<String> NOT_THE_APPLICATION = List.of("http-nio-auto-", "sandbox", "canary");

    private final Path file;
    private final Logger root;
    private final Level before;
    private final ConsoleAppender<ILoggingEvent> console;
    private final ThresholdFilter quiet = new ThresholdFilter();
    private final OutputStreamAppender<ILoggingEvent> copy = new OutputStreamAppender<>();

    /** To be made when the application has started, since that sets up logging. */
    AppLog(Path folder) throws IOException {
        file = folder.resolve("application.log");
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        before = root.getLevel();
        console = console();
        copy.setContext(context);
        copy.setEncoder(console.getEncoder());
        copy.setOutputStream(Files.newOutputStream(file));
        copy.addFilter(new OnlyTheApplication());
        copy.start();
        quiet.setLevel(before.toString());
        quiet.start();
        console.addFilter(quiet);
        root.addAppender(copy);
        root.setLevel(LEVEL);
    }

    private ConsoleAppender<ILoggingEvent> console() {
        Iterator<Appender<ILoggingEvent>> appenders = root.iteratorForAppenders();
        while (appenders.hasNext()) {
            if (appenders.next() instanceof ConsoleAppender<ILoggingEvent> found) {
                return found;
            }
        }
        throw new IllegalStateException("The application does not log to its console");
    }

    @Override
    public String name() {
        return "application log";
    }

    @Override
    public void plant(String text) throws InterruptedException {
        Thread.ofPlatform()
                .name("planted")
                .start(() -> TRUSTED.warn("planted: {}", text))
                .join();
    }

    @Override
    public void read(Reading reading) throws IOException {
        reading.file(file);
    }

    @Override
    public void restore() {
        root.setLevel(before);
        root.detachAppender(copy);
        copy.stop();
        List<Filter<ILoggingEvent>> others = console.getCopyOfAttachedFiltersList().stream()
                .filter(each -> each != quiet)
                .toList();
        console.clearAllFilters();
        others.forEach(console::addFilter);
    }

    private static final class OnlyTheApplication extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            String thread = event.getThreadName();
            return NOT_THE_APPLICATION.stream().anyMatch(thread::startsWith) ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }
}
