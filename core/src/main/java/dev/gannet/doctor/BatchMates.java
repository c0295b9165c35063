package dev.gannet.doctor;

import dev.gannet.config.Recipe;
import dev.gannet.run.Hearing;
import dev.gannet.run.RunEvent.Severity;

/**
 * K1: how much D's logit of a real image depends on the images beside it. Batch normalisation makes a little of that, and so
 * does a channel for the spread of the batch; where it is much, D tells batches, not images, and G learns to please it in
 * batches.
 */
record BatchMates() implements Rule {
    private static final long FROM = 200; // at first, D says the same to everything
    private static final double MUCH = 0.5; // DOCTOR K1

    @Override
    public String id() {
        return "K1";
    }

    @Override
    public String title() {
        return "scores depend on batch-mates";
    }

    @Override
    public Sight look(Course course) {
        if (course.vitals().hearing().isEmpty() || course.step() < FROM) {
            return Sight.UNSEEN;
        }
        Hearing hearing = course.vitals().hearing().get();
        return hearing.apart() > MUCH * hearing.deviation()
                ? new Sight.Ill(
                        Severity.WARNING,
                        "D's logit of a real image changes by %s among other images; from image to image, it varies by %s."
                                .formatted(Words.number(hearing.apart()), Words.number(hearing.deviation())),
                        "D judges the batch as a whole: what it tells G about one picture is mostly about the others.",
                        advice(course))
                : Sight.WELL;
    }

    private static String advice(Course course) {
        int batch = course.game().batch();
        return switch (course.config().recipe()) {
            case Recipe.Dcgan _ ->
                "Try a larger --batch than %d, or --recipe modern, whose D has no batch normalisation."
                        .formatted(batch);
            case Recipe.Modern _, Recipe.Vanilla _ -> "Try a larger --batch than %d.".formatted(batch);
        };
    }
}
