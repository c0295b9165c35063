package dev.gannet.doctor;

import dev.gannet.run.Copied;
import dev.gannet.run.RunEvent.Severity;

/** M2: made pictures lie nearer to images that were trained on than other real pictures do, and that is no chance. */
record Copying() implements Rule {
    private static final double UNLIKELY = 0.001; // DOCTOR M2
    private static final double MANY = 0.05;

    @Override
    public String id() {
        return "M2";
    }

    @Override
    public String title() {
        return "made images are near copies";
    }

    @Override
    public boolean afterScores() {
        return true;
    }

    @Override
    public Sight look(Course course) {
        if (course.scores().flatMap(scores -> scores.copied()).isEmpty()) {
            return Sight.UNSEEN;
        }
        Copied copied = course.scores().get().copied().orElseThrow();
        return copied.chance() < UNLIKELY && copied.share() > MANY
                ? new Sight.Ill(
                        Severity.WARNING,
                        "%s of the made pictures lie nearer to a training image than %s of held-out real ones do."
                                .formatted(Words.percent(copied.share()), Words.percent(copied.expected())),
                        "G has learned images by heart instead of what they have in common, or makes pictures without detail.",
                        "'gannet evaluate RUN --sheet FILE.png' shows them beside the images. Try more images, or --augment ada.")
                : Sight.WELL;
    }
}
