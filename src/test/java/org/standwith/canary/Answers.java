package org.standwith.canary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** What clients are told, with all headers. */
final class Answers implements Artefact {

    private final String name;
    private final Set<Field> holds;
    private final TextFile file;

    Answers(String name, Path folder, Field... holds) throws IOException {
        this.name = name;
        this.holds = Set.of(holds);
        this.file = new TextFile(folder.resolve(name.replace(' ', '-') + ".txt"));
    }

    void heard(String answer) {
        file.add("\n===\n" + answer);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Field> holds() {
        return holds;
    }

    @Override
    public void plant(String text) {
        heard("planted: " + text);
    }

    @Override
    public void read(Reading reading) throws IOException {
        reading.file(file.path());
    }
}
