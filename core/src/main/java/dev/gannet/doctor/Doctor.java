package dev.gannet.doctor;

import dev.gannet.config.RunConfig;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunEvent.Cleared;
import dev.gannet.run.RunEvent.Found;
import dev.gannet.run.RunEvent.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Watches a run for what goes wrong with trainings of this kind. Its state is a function of the events that it has seen, so
 * that the log of a run says what the run itself said.
 */
public final class Doctor {
    private final Course course;
    private final Map<Rule, Watch> watches = new LinkedHashMap<>();
    private final Map<String, Found> open = new LinkedHashMap<>();
    private int examined;

    /** A doctor for a run that has not begun. */
    public Doctor(RunConfig config) {
        this.course = new Course(config);
        Rule.all().forEach(rule -> watches.put(rule, new Watch(rule.atOnce())));
    }

    /**
     * Takes an event into account. What is in a log already ({@link Found}, {@link Cleared}) overrules what this doctor thinks.
     *
     * @return what is to be told now: {@link Found}, again if it has become better or worse, and {@link Cleared}
     */
    public List<RunEvent> saw(RunEvent event) {
        course.saw(event);
        return switch (event) {
            case RunEvent.Vitals _ -> {
                examined++;
                yield examine(rule -> !rule.afterScores());
            }
            case RunEvent.Scores _ -> examine(Rule::afterScores);
            case RunEvent.Skipped _ -> examine(Rule::atOnce);
            case RunEvent.WentBack _ -> {
                watches.values().forEach(Watch::forget);
                yield examine(Rule::atOnce);
            }
            case Found found -> {
                open.put(found.rule(), found);
                yield List.of();
            }
            case Cleared cleared -> {
                open.remove(cleared.rule());
                yield List.of();
            }
            case RunEvent.Started _,
                    RunEvent.Tick _,
                    RunEvent.Sample _,
                    RunEvent.Saved _,
                    RunEvent.Edited _,
                    RunEvent.NotSaved _,
                    RunEvent.Lost _,
                    RunEvent.Notice _,
                    RunEvent.Stopped _,
                    RunEvent.Failed _ -> List.of();
        };
    }

    private List<RunEvent> examine(Predicate<Rule> asked) {
        List<RunEvent> told = new ArrayList<>();
        watches.forEach((rule, watch) -> {
            if (asked.test(rule)) {
                watch.add(course.step(), rule.look(course), course.window());
                told.addAll(compare(rule, watch));
            }
        });
        return told;
    }

    private List<RunEvent> compare(Rule rule, Watch watch) {
        Optional<Severity> before = Optional.ofNullable(open.get(rule.id())).map(Found::severity);
        Optional<Severity> now = watch.level(before);
        if (now.equals(before)) {
            return List.of();
        }
        if (now.isEmpty()) {
            open.remove(rule.id());
            return List.of(new Cleared(course.step(), rule.id()));
        }
        Sight.Ill ill = watch.newest(now.get()).orElseThrow();
        Found found = new Found(course.step(), rule.id(), now.get(), ill.what(), ill.why(), ill.advice());
        open.put(rule.id(), found);
        return List.of(found);
    }

    /** What holds now, in the order in which it was found. */
    public List<Found> findings() {
        return List.copyOf(open.values());
    }

    /** How many measured steps it has seen. */
    public int examined() {
        return examined;
    }
}
