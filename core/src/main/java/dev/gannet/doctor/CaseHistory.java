package dev.gannet.doctor;

import dev.gannet.run.RunDir;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunEvent.Severity;
import dev.gannet.run.RunStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All that a doctor finds in a run's log, read again from its measures: what it was told by another version is not asked.
 *
 * @param run the run's name
 * @param steps steps done
 * @param examined how many of them were measured
 * @param worst of what holds now
 * @param cases in the order in which they were found
 */
public record CaseHistory(String run, long steps, int examined, Optional<Severity> worst, List<Case> cases) {
    /**
     * Something that was found.
     *
     * @param rule its name, such as B1
     * @param title what the rule is about
     * @param severity how bad it was last
     * @param since the step at which it was found
     * @param until the step at which it was over, if it is
     * @param what with the number
     * @param why it matters
     * @param advice what to try, with the exact option
     */
    public record Case(
            String rule,
            String title,
            Severity severity,
            long since,
            Optional<Long> until,
            String what,
            String why,
            String advice) {
        private Case over(long step) {
            return new Case(rule, title, severity, since, Optional.of(step), what, why, advice);
        }

        private boolean isOpen(String name) {
            return until.isEmpty() && rule.equals(name);
        }
    }

    /** Reads a run. */
    public static CaseHistory of(RunDir run) {
        RunStatus status = RunStatus.of(run);
        Doctor doctor = new Doctor(run.config());
        List<Case> cases = new ArrayList<>();
        for (RunEvent event : run.events().read()) {
            if (event instanceof RunEvent.Found || event instanceof RunEvent.Cleared) {
                continue;
            }
            for (RunEvent told : doctor.saw(event)) {
                write(told, cases);
            }
        }
        Optional<Severity> worst =
                doctor.findings().stream().map(RunEvent.Found::severity).max(Comparator.naturalOrder());
        return new CaseHistory(status.name(), status.step(), doctor.examined(), worst, cases);
    }

    private static void write(RunEvent told, List<Case> cases) {
        if (told instanceof RunEvent.Found found) {
            Optional<Case> before = open(found.rule(), cases);
            Case now = new Case(
                    found.rule(),
                    title(found.rule()),
                    found.severity(),
                    before.map(Case::since).orElse(found.step()),
                    Optional.empty(),
                    found.what(),
                    found.why(),
                    found.advice());
            before.ifPresentOrElse(was -> cases.set(cases.indexOf(was), now), () -> cases.add(now));
        } else if (told instanceof RunEvent.Cleared cleared) {
            open(cleared.rule(), cases).ifPresent(was -> cases.set(cases.indexOf(was), was.over(cleared.step())));
        }
    }

    private static Optional<Case> open(String rule, List<Case> cases) {
        return cases.stream().filter(each -> each.isOpen(rule)).findFirst();
    }

    private static String title(String rule) {
        return Rule.all().stream()
                .filter(each -> each.id().equals(rule))
                .map(Rule::title)
                .findFirst()
                .orElseThrow();
    }
}
