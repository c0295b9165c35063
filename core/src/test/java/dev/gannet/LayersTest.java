package dev.gannet;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The floors of the house, as ARCHITECTURE.md draws them. */
class LayersTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.gannet");

    @Test
    void config_is_the_floor() {
        noClasses()
                .that()
                .resideInAPackage("dev.gannet.config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.gannet.tensor..",
                        "dev.gannet.data..",
                        "dev.gannet.run..",
                        "dev.gannet.train..",
                        "org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void storage_knows_nothing_but_files() {
        noClasses()
                .that()
                .resideInAPackage("dev.gannet.storage..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.gannet..")
                        .and(not(resideInAnyPackage("dev.gannet.storage..", "dev.gannet.config.."))))
                .check(CLASSES);
    }

    @Test
    void what_needs_no_tensors_never_sees_torch() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.gannet.data..",
                        "dev.gannet.run..",
                        "dev.gannet.config..",
                        "dev.gannet.storage..",
                        "dev.gannet.trace..",
                        "dev.gannet.doctor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", "dev.gannet.tensor..")
                .check(CLASSES);
    }

    /** Numbers about pictures do not know who made these. */
    @Test
    void metrics_know_neither_networks_nor_training() {
        noClasses()
                .that()
                .resideInAPackage("dev.gannet.metric..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.gannet.nn..",
                        "dev.gannet.model..",
                        "dev.gannet.optim..",
                        "dev.gannet.feature..",
                        "dev.gannet.train..",
                        "dev.gannet.cli..")
                .check(CLASSES);
    }

    /** Features are made from pictures, whoever made these; what happens with them is for others to say. */
    @Test
    void features_know_neither_training_nor_the_networks_trained() {
        noClasses()
                .that()
                .resideInAPackage("dev.gannet.feature..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.gannet.model..",
                        "dev.gannet.loss..",
                        "dev.gannet.checkpoint..",
                        "dev.gannet.train..",
                        "dev.gannet.evaluate..",
                        "dev.gannet.trace..",
                        "dev.gannet.web..",
                        "dev.gannet.cli..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.gannet.tensor..",
                        "dev.gannet.nn..",
                        "dev.gannet.optim..",
                        "dev.gannet.loss..",
                        "dev.gannet.model..",
                        "dev.gannet.data..",
                        "dev.gannet.run..",
                        "dev.gannet.storage..",
                        "dev.gannet.config..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.gannet.feature..")
                .check(CLASSES);
    }

    @Test
    void who_judges_pictures_does_not_know_who_made_them() {
        noClasses()
                .that()
                .resideInAPackage("dev.gannet.evaluate..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.gannet.train..", "dev.gannet.model..", "dev.gannet.web..", "dev.gannet.cli..")
                .check(CLASSES);
    }

    /** What a browser can reach cannot reach the trainer. */
    @Test
    void the_web_sees_runs_and_what_a_step_shows() {
        noClasses()
                .that()
                .resideInAPackage("dev.gannet.web..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.gannet..")
                        .and(not(resideInAnyPackage(
                                "dev.gannet.web..",
                                "dev.gannet.run..",
                                "dev.gannet.trace..",
                                "dev.gannet.config..",
                                "dev.gannet.storage.."))))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.gannet.web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jetty..")
                .check(CLASSES);
    }

    /** What is told about a step without a browser is what the browser would be told. */
    @Test
    void paper_sees_what_a_step_shows() {
        noClasses()
                .that()
                .resideInAPackage("dev.gannet.paper..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.gannet..")
                        .and(not(resideInAnyPackage(
                                "dev.gannet.paper..",
                                "dev.gannet.trace..",
                                "dev.gannet.run..",
                                "dev.gannet.config..",
                                "dev.gannet.data.scan.."))))
                .check(CLASSES);
    }

    @Test
    void native_lifetimes_live_in_tensor() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.gannet.tensor..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.bytedeco.javacpp.PointerScope")
                .check(CLASSES);
    }

    @Test
    void losses_know_no_network_and_networks_no_loss() {
        noClasses()
                .that()
                .resideInAPackage("dev.gannet.loss..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.gannet.nn..", "dev.gannet.model..", "dev.gannet.train..", "dev.gannet.optim..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage("dev.gannet.nn..", "dev.gannet.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.gannet.loss..", "dev.gannet.train..", "dev.gannet.optim..", "dev.gannet.data..")
                .check(CLASSES);
    }

    @Test
    void augmentation_knows_tensors_and_its_configuration() {
        noClasses()
                .that()
                .resideInAPackage("dev.gannet.augment..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.gannet..")
                        .and(not(resideInAnyPackage(
                                "dev.gannet.augment..", "dev.gannet.tensor..", "dev.gannet.config.."))))
                .check(CLASSES);
    }

    @Test
    void there_are_no_cycles() {
        slices().matching("dev.gannet.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void only_the_command_line_prints_and_exits() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.gannet.cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    /** Steps count and {@code nanoTime} measures; the wall clock, which jumps, only labels. */
    @Test
    void the_wall_clock_is_read_for_labels_alone() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.gannet.data.archive.ZipDirectory") // the times in an archive
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.Date.class, java.time.Clock.class, java.time.LocalDateTime.class)
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.gannet.run.RunLock")
                .and()
                .doNotHaveFullyQualifiedName("dev.gannet.run.Chapter")
                .and()
                .haveNameNotMatching("dev\\.gannet\\.run\\.TensorBoardLog.*")
                .and()
                .doNotHaveFullyQualifiedName("dev.gannet.train.Training")
                .and()
                .doNotHaveFullyQualifiedName("dev.gannet.data.archive.ZipDirectory")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.time.Instant.class)
                .check(CLASSES);
    }

    /** TorchScript text is compiled in one place, from constants; one file is run, which the user names for that. */
    @Test
    void no_file_becomes_code() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.gannet.feature.Inception")
                .should()
                .callMethodWhere(target(
                                nameMatching(
                                        "load|jit_load|pickle_load|import_ir_module|torch_load|forName|defineClass|loadClass|readObject"))
                        .and(not(target(owner(equivalentTo(org.bytedeco.javacpp.Loader.class)))))
                        .and(not(target(owner(equivalentTo(System.class)))))
                        .and(not(target(owner(equivalentTo(java.nio.charset.Charset.class)))))
                        .and(not(target(owner(resideInAPackage("dev.gannet.."))))))
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.gannet.optim.Kernel")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.bytedeco.pytorch.CompilationUnit")
                .check(CLASSES);
    }

    @Test
    void nothing_reads_java_serialization_or_torchscript_files() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.bytedeco.pytorch.InputArchive")
                .check(CLASSES);
    }
}
