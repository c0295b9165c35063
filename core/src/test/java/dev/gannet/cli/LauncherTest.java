package dev.gannet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./gannet} in a checkout of its own, on a machine of its own: every place where a system keeps JDKs lies below a
 * folder here, and neither Maven nor Java is what it says.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    private static final String BUILDING =
            "gannet: building, this once; with an empty Maven repository it takes a minute or two\n";
    private static final List<String> TOOLS =
            List.of("cat", "dirname", "find", "head", "mkdir", "readlink", "rm", "sed", "tail", "touch");

    @TempDir
    private Path folder = Path.of("");

    private Path checkout = Path.of("");
    private Path jar = Path.of("");

    /** What the launcher answered. */
    private record Answer(int exitCode, String out, String err) {}

    @BeforeEach
    void copyTheLauncher() throws IOException {
        folder = folder.toRealPath();
        checkout = Files.createDirectories(folder.resolve("a checkout"));
        jar = checkout.resolve("core/target/gannet-0.1.0-SNAPSHOT.jar");
        write(checkout.resolve("gannet"), Files.readString(Path.of("../gannet")));
        String finder = Files.readString(Path.of("../.mvn/find-jdk.sh"));
        String here = finder.replaceAll("(?<=\\s)/(?=(usr|opt|Library)/\\S*\\*)", "'" + folder.resolve("root") + "'/");
        assertThat(here)
                .as("the places are patterns below the root")
                .isNotEqualTo(finder)
                .doesNotContain(" /usr/lib/jvm/*");
        write(checkout.resolve(".mvn/find-jdk.sh"), here);
        write(checkout.resolve("pom.xml"), "");
        write(checkout.resolve("core/pom.xml"), "");
        write(checkout.resolve("core/src/main/java/Main.java"), "");
        maven("mkdir -p core/target\necho built with $JAVA_HOME\n: >core/target/" + jar.getFileName());
        for (String tool : TOOLS) {
            write(folder.resolve("bin").resolve(tool), "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(installed(tool)));
        }
    }

    private static Path installed(String tool) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void maven(String script) throws IOException {
        write(checkout.resolve("mvnw"), "#!/bin/sh\nset -e\n" + script + "\n");
    }

    /** A JDK whose java prints who it is and what it is given, a line each, and ends with 7. */
    private Path jdk(String at, String version) throws IOException {
        Path home = folder.resolve(at);
        write(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        write(home.resolve("bin/javac"), "#!/bin/sh\n");
        write(home.resolve("bin/java"), "#!/bin/sh\necho \"$JAVA_HOME\"\nprintf '%s\\n' \"$@\"\nexit 7\n");
        return home;
    }

    private Answer launch(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", checkout.resolve("gannet").toString()));
        command.addAll(List.of(arguments));
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", folder.resolve("bin").toString());
        builder.environment().put("HOME", folder.resolve("home").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), out, Files.readString(err));
    }

    @Test
    void without_a_jdk_that_is_new_enough_one_line_says_what_is_missing() throws IOException, InterruptedException {
        String line = "gannet: needs a JDK of release 25 or newer and found none in JAVA_HOME, on the PATH or in"
                + " /usr/lib/jvm; install one (for example Eclipse Temurin 25) or point JAVA_HOME at it\n";
        assertThat(launch(Map.of(), "train")).isEqualTo(new Answer(1, "", line));
        Path old = jdk("root/usr/lib/jvm/java-21", "21.0.9");
        jdk("home/.sdkman/candidates/java/24-open", "24");
        Path runtime = jdk("root/usr/lib/jvm/jre-25", "25");
        Files.delete(runtime.resolve("bin/javac")); // it runs programs and builds none
        Files.createSymbolicLink(folder.resolve("bin/java"), old.resolve("bin/java"));
        assertThat(launch(Map.of("JAVA_HOME", old.toString()), "train")).isEqualTo(new Answer(1, "", line));
        assertThat(jar).as("nothing has been built").doesNotExist();
    }

    @Test
    void a_jdk_is_found_wherever_it_is_and_what_was_asked_for_comes_first() throws IOException, InterruptedException {
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
        Path old = jdk("root/usr/lib/jvm/java-21", "21.0.9");
        Map<String, String> asked = Map.of("JAVA_HOME", old.toString());
        Path home = jdk("home/.jdks/temurin-25.0.1", "25.0.1");
        assertThat(launch(asked).out()).startsWith(home + "\n");
        Path system = jdk("root/usr/lib/jvm/java-26", "26-ea");
        assertThat(launch(asked).out()).startsWith(system + "\n");
        Path path = jdk("elsewhere/jdk", "25");
        Files.createSymbolicLink(folder.resolve("bin/java"), path.resolve("bin/java"));
        assertThat(launch(asked).out()).startsWith(path + "\n");
        Path wanted = jdk("wanted", "27.1");
        assertThat(launch(Map.of("JAVA_HOME", wanted.toString())).out()).startsWith(wanted + "\n");
    }

    @Test
    void the_first_call_builds_says_so_and_passes_arguments_and_exit_code_on()
            throws IOException, InterruptedException {
        Path jdk = jdk("root/usr/lib/jvm/java-25", "25.0.1");
        String program = String.join(
                "\n",
                jdk.toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:+DisableAttachMechanism",
                "-Djdk.serialFilter=!*",
                "-jar",
                jar.toString(),
                "train",
                "my photos",
                "*",
                "");
        assertThat(launch(Map.of(), "train", "my photos", "*")).isEqualTo(new Answer(7, program, BUILDING));
        assertThat(checkout.resolve("core/target/build.log")).hasContent("built with " + jdk);
        assertThat(launch(Map.of(), "train", "my photos", "*")).as("once").isEqualTo(new Answer(7, program, ""));
        Path source = checkout.resolve("core/src/main/java/Main.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(launch(Map.of(), "runs").err()).as("sources are newer").isEqualTo(BUILDING);
    }

    @Test
    void who_asks_for_the_build_for_gpus_gets_it_and_who_does_not_gets_the_other()
            throws IOException, InterruptedException {
        Path jdk = jdk("root/usr/lib/jvm/java-25", "25.0.1");
        maven("mkdir -p core/target\necho \"$@\"\n: >core/target/" + jar.getFileName());
        Path log = checkout.resolve("core/target/build.log");
        Map<String, String> cuda = Map.of("GANNET_CUDA", "1");
        String always = " -pl core -Dmaven.test.skip -Dspotless.check.skip package";
        assertThat(launch(cuda, "train").out()).startsWith(jdk + "\n");
        assertThat(log).hasContent("--batch-mode -Pcuda" + always);
        assertThat(launch(cuda, "train").err()).as("once").isEmpty();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(launch(cuda, "train").err()).as("built by hand since").isEqualTo(BUILDING);
        assertThat(launch(Map.of("GANNET_CUDA", "0"), "train").err()).isEqualTo(BUILDING);
        assertThat(log).hasContent("--batch-mode" + always);
        assertThat(launch(Map.of(), "train").err()).as("once").isEmpty();
    }

    @Test
    void large_tensors_are_kept_from_step_to_step_unless_the_user_has_set_otherwise()
            throws IOException, InterruptedException {
        Path jdk = jdk("root/usr/lib/jvm/java-25", "25.0.1");
        write(jdk.resolve("bin/java"), "#!/bin/sh\necho \"$MALLOC_ARENA_MAX\"\n");
        assertThat(launch(Map.of(), "train").out()).isEqualTo("1\n");
        assertThat(launch(Map.of("MALLOC_ARENA_MAX", "4"), "train").out()).isEqualTo("4\n");
    }

    @Test
    void a_build_that_fails_shows_its_end_and_starts_nothing() throws IOException, InterruptedException {
        jdk("root/usr/lib/jvm/java-25", "25");
        maven("i=1\nwhile [ $i -le 30 ]; do echo line $i; i=$((i + 1)); done\necho '[ERROR] no' >&2\nexit 3");
        StringBuilder end = new StringBuilder();
        for (int i = 12; i <= 30; i++) {
            end.append("line ").append(i).append('\n');
        }
        Answer answer = launch(Map.of(), "train");
        assertThat(answer.err())
                .isEqualTo("%sgannet: the build failed; the end of %s/core/target/build.log:\n%s[ERROR] no\n"
                        .formatted(BUILDING, checkout, end));
        assertThat(answer).isEqualTo(new Answer(1, "", answer.err()));
        maven(": >core/target/" + jar.getFileName());
        assertThat(launch(Map.of(), "train").exitCode())
                .as("and the next call tries again")
                .isEqualTo(7);
    }
}
