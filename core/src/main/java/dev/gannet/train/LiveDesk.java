package dev.gannet.train;

import dev.gannet.config.RunConfig;
import dev.gannet.config.Settings;
import dev.gannet.run.RunDir;
import dev.gannet.trace.Ask;
import dev.gannet.trace.DebugView;
import java.io.IOException;
import java.util.Map;

/** What a page may ask of a run between two of its steps. */
final class LiveDesk implements Desk {
    private final RunLoop run;

    LiveDesk(RunLoop run) {
        this.run = run;
    }

    @Override
    public boolean takes(Ask ask) {
        return ask instanceof Ask.Save
                || ask instanceof Ask.Stop
                || ask instanceof Ask.Rate
                || ask instanceof Ask.Images;
    }

    @Override
    public After serve(Ask ask, Trainer trainer) throws InterruptedException {
        try {
            return switch (ask) {
                case Ask.Save _ -> {
                    run.saveNow();
                    yield After.SAME;
                }
                case Ask.Rate(double lr) -> change("lr", Double.toString(lr));
                case Ask.Images(String which) -> change("fakes", which);
                case Ask.Stop _ -> After.LEAVE;
                default -> throw new IllegalArgumentException("not for this desk: " + ask);
            };
        } catch (IOException e) {
            throw RunDir.unwritable(run.folder(), e);
        }
    }

    @Override
    public void edited(DebugView.Edit edit) {
        run.edited(edit);
    }

    private After change(String name, String value) throws InterruptedException, IOException {
        RunConfig changed = Settings.apply(run.config(), Map.of(name, value));
        if (changed.equals(run.config())) {
            return After.SAME;
        }
        run.change(changed);
        return After.CHANGED;
    }
}
