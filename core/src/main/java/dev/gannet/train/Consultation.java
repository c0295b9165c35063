package dev.gannet.train;

import dev.gannet.config.Cadence;
import dev.gannet.doctor.Doctor;
import dev.gannet.doctor.PictureStudy;
import dev.gannet.metric.MsSsim;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The doctor at the bedside of a run: measures the steps of its ticks and shows every event to the doctor. */
final class Consultation {
    private static final int PICTURES = 64;
    private static final MsSsim LIKENESS = new MsSsim(PICTURES, 1); // as many pairs

    private final Trainer trainer;
    private final Doctor doctor;
    private Optional<PictureStudy> study = Optional.empty();
    private Optional<Interview> interview = Optional.empty();
    private Optional<VitalSigns> signs = Optional.empty();

    Consultation(Trainer trainer) {
        this.trainer = trainer;
        this.doctor = new Doctor(trainer.config());
    }

    /** Looks at the next step if {@code watch}, for {@link #vitals}; else at nothing. */
    Witness witness(boolean watch) {
        signs = watch
                ? Optional.of(new VitalSigns(trainer.config(), trainer.gan(), trainer.forward()))
                : Optional.empty();
        return signs.isPresent() ? signs.get() : Witness.NONE;
    }

    /**
     * What {@link #witness} has seen.
     *
     * @param pictures what G makes of the fixed noise now; asked for only where a grid is due since the last tick
     */
    RunEvent.Vitals vitals(Supplier<Pictures> pictures) {
        long step = trainer.step();
        if (!isGridDue(step)) {
            return signs.orElseThrow().vitals(step, Optional.empty(), Optional.empty());
        }
        Optional<Interview> known = interview.isPresent() ? interview : Interview.of(trainer);
        interview = known;
        return signs.orElseThrow().vitals(step, Optional.of(gallery(pictures.get())), known.map(Interview::hear));
    }

    private RunEvent.Gallery gallery(Pictures made) {
        return study().of(made, trainer.inUse(made.count()));
    }

    /** A function of the step alone, so that a resumed run measures the same. */
    private boolean isGridDue(long step) {
        Cadence cadence = trainer.config().cadence();
        for (long since = Math.max(0, step - cadence.tick()) + 1; since <= step; since++) {
            if (cadence.samplesAt(since)) {
                return true;
            }
        }
        return false;
    }

    private PictureStudy study() {
        PictureStudy known = study.orElseGet(() -> new PictureStudy(trainer.reals(PICTURES), LIKENESS::of));
        study = Optional.of(known);
        return known;
    }

    /** Shows the doctor an event; what it says to it. */
    List<RunEvent> saw(RunEvent event) {
        return doctor.saw(event);
    }
}
