package org.standwith.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same work in several processes at once: each starts when all are ready. */
final class Elsewhere {

    private Elsewhere() {}

    /** Not public, so that nothing mistakes it for how the application is started. */
    static void main(String... arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        int times = Integer.parseInt(arguments[2]);
        Runnable work = arguments[0].equals("rotate")
                ? new FileKey(file)::rotate
                : () -> new FileJournalStore(file)
                        .append(("of " + ProcessHandle.current().pid() + " ").repeat(400));
        tell("ready");
        while (System.in.read() >= 0) {
            // Until the others are ready too.
        }
        for (int i = 0; i < times; i++) {
            work.run();
        }
        tell("done");
    }

    static void inProcesses(int processes, String work, Path file, int times) throws IOException, InterruptedException {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            all.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "--enable-preview",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Elsewhere.class.getName(),
                            work,
                            file.toString(),
                            String.valueOf(times))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        try {
            for (Process each : all) {
                expect(each, "ready");
            }
            for (Process each : all) {
                each.getOutputStream().close();
            }
            for (Process each : all) {
                expect(each, "done");
                if (each.waitFor() != 0) {
                    throw new AssertionError(work + " ended with " + each.exitValue());
                }
            }
        } finally {
            all.forEach(Process::destroyForcibly);
        }
    }

    private static void tell(String word) {
        System.out.println(word);
        System.out.flush();
    }

    private static void expect(Process process, String word) throws IOException {
        String said = new String(process.getInputStream().readNBytes(word.length() + 1), StandardCharsets.UTF_8);
        if (!said.equals(word + "\n")) {
            throw new AssertionError("Not " + word + " but: " + said);
        }
    }
}
