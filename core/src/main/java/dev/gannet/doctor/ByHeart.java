package dev.gannet.doctor;

import dev.gannet.config.AugmentConfig;
import dev.gannet.run.Hearing;
import dev.gannet.run.RunEvent.Severity;

/**
 * M1: D rates the images that it is trained on above others of the same kind: between these and the made ones lies what it
 * knows by heart (Karras et al. 2020, equation 1). That alone is common; it does harm once the pictures do not get better.
 */
record ByHeart() implements Rule {
    private static final long FROM = 200; // at first, D says the same to everything
    /** Of the way from made images to those that are trained on. DOCTOR M1, by experiment. */
    private static final double MUCH = 0.5;

    private static final double MOST = 0.8;

    @Override
    public String id() {
        return "M1";
    }

    @Override
    public String title() {
        return "D knows its images by heart";
    }

    @Override
    public Sight look(Course course) {
        if (course.vitals().hearing().flatMap(Hearing::heldOut).isEmpty() || course.step() < FROM) {
            return Sight.UNSEEN;
        }
        Hearing hearing = course.vitals().hearing().get();
        double heldOut = hearing.heldOut().orElseThrow();
        double way = hearing.real() - hearing.made();
        double left = hearing.real() - heldOut;
        boolean stillBetter = course.scores().isPresent() && course.getsBetter();
        if (way < hearing.deviation() || left < MUCH * way || stillBetter) { // a shorter way is chance
            return Sight.WELL;
        }
        return new Sight.Ill(
                left > MOST * way ? Severity.CRITICAL : Severity.WARNING,
                "D's mean logit is %s for images that it is trained on, %s for others of the same kind, and %s for made ones."
                        .formatted(Words.number(hearing.real()), Words.number(heldOut), Words.number(hearing.made())),
                "It knows its images one by one: G hears that it must make these, and not what they are like.",
                advice(course));
    }

    private static String advice(Course course) {
        return switch (course.game().augment()) {
            case AugmentConfig.None _ -> "Try --augment ada, --mirror if the images may be turned, or more images.";
            case AugmentConfig.Diff _, AugmentConfig.Ada _ -> "Try more images, or a smaller --width.";
        };
    }
}
