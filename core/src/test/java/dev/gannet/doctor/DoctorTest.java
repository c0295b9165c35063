package dev.gannet.doctor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.Recipe;
import dev.gannet.config.RunConfig;
import dev.gannet.run.Copied;
import dev.gannet.run.Hearing;
import dev.gannet.run.Lookalikes;
import dev.gannet.run.Modes;
import dev.gannet.run.RunEvent;
import dev.gannet.run.RunEvent.Cleared;
import dev.gannet.run.RunEvent.Found;
import dev.gannet.run.RunEvent.Range;
import dev.gannet.run.RunEvent.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static final Range WELL = new Range(-1, 1);
    private static final Range NARROW = new Range(-.5, .5);
    private static final Range BRIGHT = new Range(0, 1);
    private static final RunConfig CONFIG = RunConfig.defaults()
            .withData(new DataConfig.Dogs(1, 500), new ImageShape(3, 16))
            .withRecipe(Recipe.Dcgan.TUTORIAL);

    private final Doctor doctor = new Doctor(CONFIG);
    private long step;

    /** The next tick, 25 steps later, with real images in a range. */
    private List<RunEvent> next(Range real) {
        step += 25;
        List<RunEvent> told = new ArrayList<>(doctor.saw(Measured.tick(step, .3)));
        told.addAll(doctor.saw(Measured.vitals(step, true, real, 1)));
        return told;
    }

    @Test
    void nothing_is_found_where_nothing_is_wrong() {
        for (int i = 0; i < 100; i++) {
            assertThat(next(WELL)).isEmpty();
        }
        assertThat(doctor.findings()).isEmpty();
        assertThat(doctor.examined()).isEqualTo(100);
    }

    /** Of the four ticks of 100 steps, four are 80 % and three are not; one is less than 40 % and two are not. */
    @Test
    void a_finding_must_last_to_be_told_and_to_be_over() {
        assertThat(next(WELL)).isEmpty();
        assertThat(next(NARROW)).isEmpty();
        assertThat(next(NARROW)).isEmpty();
        assertThat(next(NARROW)).isEmpty();
        assertThat(next(NARROW)).singleElement().isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.rule()).isEqualTo("X5");
            assertThat(found.step()).isEqualTo(125);
            assertThat(found.severity()).isEqualTo(Severity.WARNING);
            assertThat(found.what()).isEqualTo("D's real images are between -0.500 and 0.500.");
        });
        assertThat(next(NARROW)).isEmpty();
        assertThat(next(WELL)).isEmpty();
        assertThat(next(WELL)).isEmpty();
        assertThat(next(WELL)).containsExactly(new Cleared(225, "X5"));
        assertThat(doctor.findings()).isEmpty();
    }

    @Test
    void what_becomes_worse_is_told_again_and_what_becomes_better_too() {
        for (int i = 0; i < 4; i++) {
            next(NARROW);
        }
        assertThat(severity()).contains(Severity.WARNING);
        for (int i = 0; i < 3; i++) {
            assertThat(next(BRIGHT)).isEmpty();
        }
        assertThat(next(BRIGHT)).singleElement().isInstanceOf(Found.class);
        assertThat(severity()).contains(Severity.CRITICAL);
        for (int i = 0; i < 2; i++) {
            assertThat(next(NARROW)).isEmpty();
        }
        assertThat(next(NARROW)).singleElement().isInstanceOf(Found.class);
        assertThat(severity()).contains(Severity.WARNING);
    }

    private Optional<Severity> severity() {
        return doctor.findings().stream().map(Found::severity).findFirst();
    }

    @Test
    void what_can_never_be_right_is_told_at_once() {
        List<RunEvent> told = doctor.saw(Measured.vitals(25, false));
        assertThat(told).singleElement().isInstanceOfSatisfying(Found.class, found -> {
            assertThat(found.rule()).isEqualTo("X1");
            assertThat(found.severity()).isEqualTo(Severity.CRITICAL);
        });
        assertThat(doctor.saw(Measured.vitals(50, true))).containsExactly(new Cleared(50, "X1"));
    }

    @Test
    void bad_numbers_are_counted_and_forgotten_after_a_while() {
        next(WELL);
        assertThat(doctor.saw(new RunEvent.Skipped(26, "G weight is NaN")))
                .singleElement()
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.what())
                                .isEqualTo("1 of the last 100 steps changed nothing: their numbers were not finite."));
        assertThat(doctor.saw(new RunEvent.WentBack(30, 20, 1e-4)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Found.class, found -> assertThat(found.severity()).isEqualTo(Severity.CRITICAL));
        List<RunEvent> told = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            told.addAll(next(WELL));
        }
        assertThat(told).containsExactly(new Cleared(150, "N1"));
    }

    @Test
    void a_doctor_that_has_read_the_log_goes_on_as_the_one_who_wrote_it() {
        List<RunEvent> log = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            step += 25;
            for (RunEvent event : List.of(
                    Measured.tick(step, i % 7 * .1),
                    Measured.vitals(step, i != 17, i % 11 > 4 ? NARROW : WELL, i > 20 ? 500 : 1))) {
                log.add(event);
                log.addAll(doctor.saw(event));
            }
        }
        assertThat(log).hasAtLeastOneElementOfType(Found.class).hasAtLeastOneElementOfType(Cleared.class);
        for (int cut = 0; cut < log.size(); cut += 3) {
            Doctor other = new Doctor(CONFIG);
            log.subList(0, cut).forEach(other::saw);
            List<RunEvent> rest = new ArrayList<>();
            for (RunEvent event : log.subList(cut, log.size())) {
                if (event instanceof Found || event instanceof Cleared) {
                    continue;
                }
                rest.add(event);
                rest.addAll(other.saw(event));
            }
            int from = cut;
            while (from < log.size() && (log.get(from) instanceof Found || log.get(from) instanceof Cleared)) {
                from++; // told with the event before the cut
            }
            assertThat(rest).isEqualTo(log.subList(from, log.size()));
        }
    }

    private Optional<Found> afterScores(double... coverages) {
        Optional<Found> newest = Optional.empty();
        for (double coverage : coverages) {
            step += 300;
            for (RunEvent told : doctor.saw(Measured.scores(step, 20, coverage))) {
                newest = told instanceof Found found ? Optional.of(found) : Optional.empty();
            }
        }
        return newest;
    }

    @Test
    void pictures_that_are_left_out_are_told_once_three_scores_say_so() {
        assertThat(afterScores(.5, .5, .5)).isEmpty(); // the first has nothing to be compared with
        assertThat(afterScores(.5)).hasValueSatisfying(found -> {
            assertThat(found.rule()).isEqualTo("C3");
            assertThat(found.severity()).isEqualTo(Severity.WARNING);
            assertThat(found.what())
                    .isEqualTo(
                            "50.0 % of the real pictures have a made one near; another real one is near 97.0 % of them.");
        });
        assertThat(afterScores(.2, .2, .2))
                .hasValueSatisfying(found -> assertThat(found.severity()).isEqualTo(Severity.CRITICAL));
        assertThat(afterScores(.8, .8, .8)).isEmpty();
        assertThat(doctor.findings()).isEmpty();
    }

    @Test
    void what_gets_better_has_only_begun() {
        assertThat(afterScores(.01, .02, .05, .10, .20, .30, .35, .40, .45)).isEmpty();
        for (double distance = 18; distance > 4; distance *= .95) {
            step += 300;
            assertThat(doctor.saw(Measured.scores(step, distance, .2))).isEmpty();
        }
        assertThat(doctor.findings()).isEmpty();
    }

    private static Course course(RunEvent... events) {
        Course course = new Course(CONFIG);
        course.saw(new RunEvent.Started("", "", "", "", 1000));
        for (RunEvent event : events) {
            course.saw(event);
        }
        return course;
    }

    private static String what(Sight sight) {
        return sight instanceof Sight.Ill ill ? ill.what() : sight.toString();
    }

    @Test
    void pairs_of_twins_say_how_many_pictures_there_are() {
        // 500 * 499 / 2 pairs, 1,000 of them twins
        Lookalikes twins = new Lookalikes(500, 1000, 5);
        assertThat(what(new Support().look(course(Measured.alike(300, twins), Measured.alike(600, twins)))))
                .isEqualTo("Of 500 made pictures, 1,000 pairs are nearly the same; of as many real ones, 5:"
                        + " as if G could make about 125.");
        // as many as the data has, four times as many as of real ones, a third less than before
        assertThat(new Support().look(course(Measured.alike(300, new Lookalikes(500, 120, 5)))))
                .isEqualTo(Sight.WELL);
        assertThat(new Support().look(course(Measured.alike(300, new Lookalikes(500, 1000, 250)))))
                .isEqualTo(Sight.WELL);
        assertThat(new Support()
                        .look(course(Measured.alike(300, new Lookalikes(500, 1500, 5)), Measured.alike(600, twins))))
                .isEqualTo(Sight.WELL);
    }

    @Test
    void classes_that_are_missing_are_named() {
        Modes none = new Modes(.3, List.of("bag", "boot", "coat", "dress", "shirt", "sandal"));
        assertThat(what(new MissingModes().look(course(Measured.modes(300, none)))))
                .isEqualTo("No made picture looks like 6 classes: bag, boot, coat, dress, shirt and more.");
        assertThat(what(new MissingModes().look(course(Measured.modes(300, new Modes(.3, List.of("bag")))))))
                .isEqualTo("No made picture looks like 1 class: bag.");
        assertThat(what(new MissingModes().look(course(Measured.modes(300, new Modes(.6, List.of()))))))
                .isEqualTo("The classes of made pictures are spread otherwise than those of real ones, by 0.600 nats.");
        assertThat(new MissingModes().look(course(Measured.modes(300, new Modes(.4, List.of())))))
                .isEqualTo(Sight.WELL);
        assertThat(new MissingModes()
                        .look(course(
                                Measured.modes(300, new Modes(.9, List.of())),
                                Measured.modes(600, new Modes(.8, List.of())))))
                .isEqualTo(Sight.WELL);
    }

    @Test
    void a_mean_picture_that_moves_while_pictures_are_alike_is_a_rotation() {
        for (boolean turns : new boolean[] {true, false}) {
            Course course = course(
                    Measured.gallery(300, .2, turns ? -.4 : .3),
                    Measured.gallery(375, .2, 0),
                    Measured.gallery(400, .2, .4));
            assertThat(what(new Rotation().look(course)))
                    .isEqualTo(
                            turns
                                    ? "The mean picture has moved by 0.800 since a hundred steps ago or so; two made pictures are"
                                            + " 0.200 apart, two real ones 0.600."
                                    : Sight.WELL.toString());
        }
        assertThat(new Rotation().look(course(Measured.gallery(300, .5, -.4), Measured.gallery(400, .5, .4))))
                .isEqualTo(Sight.WELL); // different pictures, whatever their mean
        assertThat(new Rotation().look(course(Measured.gallery(350, .2, -.4), Measured.gallery(400, .2, .4))))
                .isEqualTo(Sight.UNSEEN);
    }

    @Test
    void scores_that_depend_on_batch_mates_are_told() {
        Hearing leaky = new Hearing(.6, 1, 2, -2, Optional.empty());
        assertThat(what(new BatchMates().look(course(Measured.hearing(300, leaky)))))
                .isEqualTo(
                        "D's logit of a real image changes by 0.600 among other images; from image to image, it varies by 1.00.");
        assertThat(new BatchMates().look(course(Measured.hearing(300, new Hearing(.4, 1, 2, -2, Optional.empty())))))
                .isEqualTo(Sight.WELL);
    }

    @Test
    void d_knows_by_heart_what_lies_between_the_images_it_has_seen_and_others() {
        Hearing half = new Hearing(0, 1, 2, -2, Optional.of(-.1));
        assertThat(new ByHeart().look(course(Measured.hearing(300, half))))
                .isInstanceOfSatisfying(Sight.Ill.class, ill -> {
                    assertThat(ill.severity()).isEqualTo(Severity.WARNING);
                    assertThat(ill.what())
                            .isEqualTo(
                                    "D's mean logit is 2.00 for images that it is trained on, -0.100 for others of the same"
                                            + " kind, and -2.00 for made ones.");
                });
        assertThat(new ByHeart().look(course(Measured.hearing(300, new Hearing(0, 1, 2, -2, Optional.of(-1.5))))))
                .isInstanceOfSatisfying(
                        Sight.Ill.class, ill -> assertThat(ill.severity()).isEqualTo(Severity.CRITICAL));
        assertThat(new ByHeart().look(course(Measured.hearing(300, new Hearing(0, 5, 2, -2, Optional.of(-1.5))))))
                .isEqualTo(Sight.WELL);
        assertThat(new ByHeart().look(course(Measured.scores(250, 9, .5), Measured.hearing(300, half))))
                .isEqualTo(Sight.WELL); // scored once: it may get better
        assertThat(new ByHeart().look(course(Measured.hearing(300, new Hearing(0, 1, 2, -2, Optional.empty())))))
                .isEqualTo(Sight.UNSEEN);
    }

    @Test
    void copies_are_told_if_they_are_many_and_no_chance() {
        assertThat(what(new Copying().look(course(Measured.copied(300, new Copied(.2, .01, 1e-9))))))
                .isEqualTo(
                        "20.0 % of the made pictures lie nearer to a training image than 1.0 % of held-out real ones do.");
        assertThat(new Copying().look(course(Measured.copied(300, new Copied(.04, .01, 1e-9)))))
                .isEqualTo(Sight.WELL);
        assertThat(new Copying().look(course(Measured.copied(300, new Copied(.2, .01, .01)))))
                .isEqualTo(Sight.WELL);
        assertThat(new Copying().look(course(Measured.scores(300, 9, .5)))).isEqualTo(Sight.UNSEEN);
    }

    @Test
    void a_window_is_a_quarter_of_an_epoch_if_that_is_longer() {
        Course course = new Course(CONFIG);
        assertThat(course.window()).isEqualTo(100);
        course.saw(new RunEvent.Started("", "", "", "", 64 * 4 * 250));
        assertThat(course.window()).isEqualTo(250);
    }

    @Test
    void a_circle_is_told_from_what_is_only_slow() {
        for (boolean circle : new boolean[] {true, false}) {
            Course course = new Course(CONFIG);
            for (int i = 0; i < 40; i++) {
                double verdict = circle ? .5 + .4 * Math.sin(2 * Math.PI * i / 10) : .1 + .02 * i;
                course.saw(Measured.tick(25 * i, verdict));
            }
            Sight sight = new Oscillation().look(course);
            assertThat(sight).isInstanceOf(circle ? Sight.Ill.class : Sight.Well.class);
            if (sight instanceof Sight.Ill ill) {
                assertThat(ill.what()).contains("with a period of about 10 ticks");
            }
        }
    }

    @Test
    void every_rule_is_listed_once_and_documented() throws IOException {
        List<Rule> rules = Rule.all();
        assertThat(rules.stream().map(Object::getClass).collect(Collectors.toSet()))
                .isEqualTo(Set.of(Rule.class.getPermittedSubclasses()));
        assertThat(rules).extracting(Rule::id).doesNotHaveDuplicates();
        String docs = Files.readString(Path.of("../docs/doctor.md"));
        for (Rule rule : rules) {
            assertThat(docs).contains("| %s | %s |".formatted(rule.id(), rule.title()));
        }
        assertThat(docs.lines()
                        .filter(line -> line.matches("\\| [A-Z]\\d \\| .*"))
                        .map(line -> line.substring(2, 4))
                        .collect(Collectors.toSet()))
                .isEqualTo(rules.stream().map(Rule::id).collect(Collectors.toSet()));
    }

    /** The words never claim what a loss alone cannot show, and name no option that there is not. */
    @Test
    void rules_speak_of_options_that_exist() throws IOException {
        String help = Files.readString(Path.of("src/main/java/dev/gannet/cli/TrainCommand.java"))
                + Files.readString(Path.of("src/main/java/dev/gannet/cli/GameOptions.java"))
                + Files.readString(Path.of("src/main/java/dev/gannet/cli/DataOptions.java"))
                + Files.readString(Path.of("src/main/java/dev/gannet/cli/ResumeCommand.java"))
                + Files.readString(Path.of("src/main/java/dev/gannet/cli/EvaluateCommand.java"))
                + Files.readString(Path.of("src/main/java/dev/gannet/cli/DoctorCommand.java"));
        Pattern option = Pattern.compile("--[a-z][a-z-]+");
        int options = 0;
        try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/gannet/doctor"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                assertThat(text).doesNotContain("collapsed");
                for (String named :
                        option.matcher(text).results().map(r -> r.group()).toList()) {
                    assertThat(help).as(file.toString()).contains("\"" + named + "\"");
                    options++;
                }
            }
        }
        assertThat(options).isGreaterThan(20);
        assertThat(Arrays.asList(Severity.values())).isSorted(); // worse is later: the watch compares them
    }

    @Test
    void the_doctor_knows_events_and_nothing_else() {
        noClasses()
                .that()
                .resideInAPackage("dev.gannet.doctor..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.gannet..", "org.bytedeco..")
                        .and(not(resideInAnyPackage("dev.gannet.doctor..", "dev.gannet.run..", "dev.gannet.config.."))))
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.gannet.doctor"));
    }
}
