import dev.gannet.config.Budget;
import dev.gannet.config.RunConfig;
import dev.gannet.run.Pictures;
import dev.gannet.run.RunDir;
import dev.gannet.train.TrainedGenerator;
import dev.gannet.train.Training;
import java.io.IOException;
import java.nio.file.Path;

/** What 'gannet train --steps 500' and 'gannet generate' do, as a program: ./runs/NNNNN-dogs-dcgan-32/dogs.png. */
public final class TrainDogs {
    private TrainDogs() {}

    /** Takes the number of steps, and the folder for runs. */
    public static void main(String[] args) throws InterruptedException, IOException {
        RunConfig config = RunConfig.defaults().withBudget(new Budget.Steps(Long.parseLong(args[0])));
        RunDir run = RunDir.createIn(Path.of(args[1]), config);
        Training.run(run, System.out::println, () -> false);
        try (TrainedGenerator generator = TrainedGenerator.open(run, System.err::println)) {
            Pictures.write(generator.make(64, 0).grid(), run.path().resolve("dogs.png"));
        }
    }
}
