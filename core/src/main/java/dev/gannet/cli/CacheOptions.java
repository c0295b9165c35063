package dev.gannet.cli;

import dev.gannet.data.Cache;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where looks at the data and decoded pictures are kept. */
final class CacheOptions {
    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "Where pictures are kept once they are decoded (~/.cache/gannet); it can be deleted at any time.")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--no-cache", description = "Keep nothing on the disk: look at all pictures again the next time.")
    private boolean none;

    /**
     * The cache that was asked for; the caller closes it.
     *
     * @param pictures what becomes of decoded pictures if there is a cache
     */
    Cache cache(Cache.Pictures pictures) {
        if (none) {
            Cache.Pictures rest = pictures == Cache.Pictures.FILES ? Cache.Pictures.MEMORY : pictures;
            return Cache.temporary(rest);
        }
        return Cache.at(folder.orElseGet(Cache::userFolder), pictures);
    }
}
