package dev.gannet.doctor;

import dev.gannet.run.RunEvent.Severity;
import dev.gannet.run.RunEvent.Weights;

/**
 * B7: in each step a layer's weights should change by about a thousandth of their size; and no layer's gradient should be far
 * from the others', each over the size of its weights. Biases and the scales of normalisation are left out: they begin at 0 or
 * 1, where the ratio means nothing.
 */
record LayerFlow() implements Rule {
    private static final double LEAST_UPDATE = 1e-7; // DOCTOR B7
    private static final double MOST_UPDATE = 1e-1;
    /** Smallest over largest of gradient over weight, between the layers of one network. */
    private static final double UNEVEN = 1e-4;

    @Override
    public String id() {
        return "B7";
    }

    @Override
    public String title() {
        return "a layer that does not learn, or learns too fast";
    }

    @Override
    public Sight look(Course course) {
        Sight d = look(course, "D", course.vitals().d());
        return d instanceof Sight.Ill ? d : look(course, "G", course.vitals().g());
    }

    private static Sight look(Course course, String network, Weights weights) {
        double least = Double.MAX_VALUE;
        double most = 0;
        String starved = "";
        for (int i = 0; i < weights.names().size(); i++) {
            String name = weights.names().get(i);
            double norm = weights.norms().get(i);
            if (!isKernel(name) || norm == 0) {
                continue;
            }
            double update = weights.ratios().get(i);
            if (update < LEAST_UPDATE || update > MOST_UPDATE) {
                return new Sight.Ill(
                        Severity.WARNING,
                        "%s's %s changes by %s of its size in one step.".formatted(network, name, Words.number(update)),
                        update > MOST_UPDATE
                                ? "A layer that is another one after ten steps forgets what it has learnt; about 0.001 is usual."
                                : "A layer that does not change does not learn; about 0.001 is usual.",
                        "Try %s.".formatted(Words.lr(course, update > MOST_UPDATE ? 0.1 : 10)));
            }
            double flow = weights.gradients().get(i) / norm;
            starved = flow < least ? name : starved;
            least = Math.min(least, flow);
            most = Math.max(most, flow);
        }
        return least < UNEVEN * most
                ? new Sight.Ill(
                        Severity.WARNING,
                        "The gradient of %s's %s is %s of that of another layer, each over the size of its weights."
                                .formatted(network, starved, Words.number(least / most)),
                        "What reaches that layer is too little to teach it.",
                        "Try --recipe dcgan, whose layers are normalised, or a smaller --size.")
                : Sight.WELL;
    }

    private static boolean isKernel(String name) {
        return name.endsWith(".weight") && !name.contains("norm");
    }
}
