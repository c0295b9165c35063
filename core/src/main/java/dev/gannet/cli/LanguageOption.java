package dev.gannet.cli;

import dev.gannet.paper.Words;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which language a step is told in. */
final class LanguageOption {
    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "Language of what is told about a step: en, de, es, fr, pt or zh (this system's, or en).")
    private Optional<String> tag = Optional.empty();

    /**
     * The words of that language.
     *
     * @throws dev.gannet.config.UserException (usage) if it is another one
     */
    Words words() {
        return tag.map(Words::in).orElseGet(Words::here);
    }
}
