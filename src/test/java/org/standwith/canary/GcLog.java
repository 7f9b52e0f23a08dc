package org.standwith.canary;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.management.JMException;
import javax.management.ObjectName;

/** The JVM's own log of its garbage collector, switched on while the application runs. */
final class GcLog implements Artefact {

    private final Path file;

    GcLog(Path folder) throws IOException, JMException {
        file = folder.resolve("gc.log").toAbsolutePath();
        Files.deleteIfExists(file);
        log("what=gc*=debug");
    }

    private void log(String what) throws JMException {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmLog",
                        new Object[] {new String[] {"output=" + file, what}},
                        new String[] {String[].class.getName()});
    }

    @Override
    public String name() {
        return "GC log";
    }

    /** By hand: nothing that the application could do has the JVM write it. */
    @Override
    public void plant(String text) throws IOException {
        Files.writeString(file, "planted: " + text + "\n", StandardOpenOption.APPEND);
    }

    @Override
    public void gather() {
        System.gc();
    }

    @Override
    public void read(Reading reading) throws IOException {
        reading.file(file);
    }

    @Override
    public void restore() throws JMException {
        log("what=all=off");
    }
}
