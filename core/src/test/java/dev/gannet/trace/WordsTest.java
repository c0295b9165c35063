package dev.gannet.trace;

import static dev.gannet.trace.Traces.all;
import static dev.gannet.trace.Traces.ready;
import static dev.gannet.trace.Traces.scores;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.Json;
import dev.gannet.trace.Narration.Sentence;
import dev.gannet.trace.Question.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What narrator and quiz can say has words, and the words ask for no number that is not there. */
class WordsTest {
    private static final Path FILE = Path.of("src/main/resources/dev/gannet/web/messages/en/debugger.json");
    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
    private Map<?, ?> words = Map.of();

    @BeforeEach
    void read() throws IOException {
        words = new Json().read(Files.readString(FILE), Map.class, FILE.toString());
    }

    /** A step from its beginning to its end. */
    private static StepTrace whole() {
        return ready().with(Stop.NOISE, new Seen.Noise(2, new float[0][], all(1)))
                .with(Stop.GENERATE, Traces.made(0.01, 0.9))
                .with(Stop.REAL, Traces.reals(1))
                .with(Stop.D_ON_FAKES, scores(all(0.4)))
                .with(Stop.D_ON_REALS, scores(all(0.9)))
                .with(Stop.ERRORS, Traces.errors(1, 0.5))
                .with(Stop.BACKWARD_D, new Seen.BackwardD(List.of(), 1))
                .with(Stop.UPDATE_D, Traces.update(0.1, true))
                .with(Stop.RESCORE, Traces.rescored(all(0.3), all(0.95)))
                .with(Stop.G_ERROR, Traces.forgerError(all(0.05), all(3)))
                .with(Stop.BACKWARD_G, Traces.backwardG(0.01, 1, 2, 3))
                .with(Stop.UPDATE_G, Traces.update(1e-5, true))
                .with(Stop.RESULT, Traces.result(all(0.2)));
    }

    /** The same where chance changes what D sees, and the loss compares pairs. */
    private static StepTrace withChance() {
        return ready("relativistic", false)
                .with(Stop.REAL, Traces.realsToChange(1))
                .with(Stop.D_ON_FAKES, Traces.disguised(all(0.4)))
                .with(Stop.D_ON_REALS, Traces.disguised(all(0.9)))
                .with(Stop.RESCORE, Traces.probed(false))
                .with(Stop.G_ERROR, Traces.forgerError(all(0.05), all(3)))
                .with(Stop.RESULT, Traces.result(all(0.2)));
    }

    @Test
    void every_sentence_every_question_and_every_answer_has_words() {
        Arrays.stream(Sentence.values())
                .forEach(sentence -> assertThat(word("say", sentence.id())).isNotBlank());
        Arrays.stream(Topic.values()).forEach(topic -> {
            assertThat(word("ask", topic.id())).isNotBlank();
            assertThat(word("reveal", topic.id())).isNotBlank();
        });
        List<Question> questions = Quiz.of(whole());
        assertThat(questions).extracting(Question::topic).containsExactlyInAnyOrder(Topic.values());
        questions.forEach(question -> question.options()
                .forEach(option -> assertThat(word("option", option)).isNotBlank()));
    }

    @Test
    void the_words_ask_for_no_number_that_is_not_there() {
        Stream.of(whole(), withChance())
                .flatMap(trace -> Narrator.of(trace).values().stream())
                .flatMap(Collection::stream)
                .forEach(said -> assertThat(said.slots().keySet())
                        .as(said.sentence().id())
                        .containsAll(slots(word("say", said.sentence().id()))));
        for (Question question : Quiz.of(whole())) {
            Set<String> known = new HashSet<>(question.slots().keySet());
            assertThat(known).containsAll(slots(word("ask", question.topic().id())));
            known.addAll(question.outcome().orElseThrow().slots().keySet());
            assertThat(known).containsAll(slots(word("reveal", question.topic().id())));
        }
    }

    private String word(String kind, String id) {
        Object text = words.get("debugger.%s.%s".formatted(kind, id));
        assertThat(text).as("%s %s", kind, id).isInstanceOf(String.class);
        return String.valueOf(text);
    }

    private static List<String> slots(String text) {
        return SLOT.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
