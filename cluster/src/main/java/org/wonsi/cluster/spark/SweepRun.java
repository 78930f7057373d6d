package org.wonsi.cluster.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.wonsi.cluster.sweep.Cell;
import org.wonsi.cluster.sweep.Plan;
import org.wonsi.cluster.sweep.TrialRow;
import scala.Function0;
import scala.Function1;
import scala.Function2;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * A sweep as a Spark job: a task for each trial, and a file as soon as all trials of a seed are there.
 *
 * <p>Tasks come back in any order, and after a lost machine perhaps twice; a row's place follows from its seed and point, so that
 * the files are the same each time. What was killed on the way has lost the seeds that weren't complete, and no more.
 */
public final class SweepRun {
    /** Tasks of one job; the driver keeps a description of each. */
    private static final int MOST_TASKS = 20_000;

    private static final int POLL_MILLIS = 200;

    private final JavaSparkContext spark;
    private final Plan plan;
    private final SweepFiles files;
    private final Progress progress;
    private final Map<Long, Map<Integer, TrialRow>> open = new HashMap<>();
    private int done;

    /** Is told how far a run is; several times a second, and on the run's own thread. */
    @FunctionalInterface
    public interface Progress {
        /** So many of the trials of this run are done. */
        void done(int trials, int of);
    }

    private SweepRun(JavaSparkContext spark, Plan plan, SweepFiles files, Progress progress) {
        this.spark = spark;
        this.plan = plan;
        this.files = files;
        this.progress = progress;
    }

    /**
     * Makes the rows of those seeds that aren't in the directory yet.
     *
     * @return how many trials were run
     * @throws ClusterException if one failed, or its rows can't be written; those of other seeds are kept
     */
    public static int run(
            SparkSession session, Plan plan, NavigableSet<Long> seeds, SweepFiles files, Progress progress)
            throws ClusterException {
        NavigableSet<Long> missing = new TreeSet<>(seeds);
        missing.removeAll(files.seeds());
        SweepRun run = new SweepRun(JavaSparkContext.fromSparkContext(session.sparkContext()), plan, files, progress);
        int total = missing.size() * plan.size();
        List<Cell> batch = new ArrayList<>();
        for (long seed : missing) {
            for (int point = 0; point < plan.size(); point++) {
                batch.add(new Cell(plan.trial(), plan.numbers(point), seed, point));
            }
            if (batch.size() + plan.size() > MOST_TASKS) {
                run.job(batch, total);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            run.job(batch, total);
        }
        return run.done;
    }

    private void job(List<Cell> cells, int total) throws ClusterException {
        BlockingQueue<TrialRow> arrived = new LinkedBlockingQueue<>();
        SimpleFutureAction<Object> job = submit(List.copyOf(cells), arrived);
        int end = done + cells.size();
        try {
            while (done < end) {
                // Asked first: what arrived before the end is then in the queue.
                boolean ended = job.isCompleted();
                TrialRow row = arrived.poll(ended ? 0 : POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (row != null) {
                    keep(row);
                    done++;
                } else if (ended) {
                    throw failed(job.value().get());
                }
                progress.done(done, total);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted; the same command goes on with what is there", e);
        } finally {
            if (!job.isCompleted()) {
                job.cancel();
            }
        }
    }

    /** Spark's own call for results one by one; the functions are sent to other machines, hence the casts. */
    private SimpleFutureAction<Object> submit(List<Cell> cells, BlockingQueue<TrialRow> arrived) {
        JavaRDD<Cell> each = spark.parallelize(cells, cells.size());
        Function1<Iterator<Cell>, TrialRow> work = (Function1<Iterator<Cell>, TrialRow> & Serializable)
                trials -> trials.next().run();
        Function2<Object, TrialRow, BoxedUnit> take = (task, row) -> {
            arrived.add(row);
            return BoxedUnit.UNIT;
        };
        Function0<Object> nothing = () -> BoxedUnit.UNIT;
        List<Object> tasks =
                IntStream.range(0, cells.size()).<Object>mapToObj(i -> i).toList();
        return spark.sc()
                .submitJob(each.rdd(), work, CollectionConverters.asScala(tasks).toSeq(), take, nothing);
    }

    private void keep(TrialRow row) throws ClusterException {
        Map<Integer, TrialRow> seed = open.computeIfAbsent(row.seed(), s -> new HashMap<>());
        seed.put(row.point(), row);
        if (seed.size() == plan.size()) {
            files.writeSeed(
                    row.seed(),
                    IntStream.range(0, plan.size()).mapToObj(seed::get).toList());
            open.remove(row.seed());
        }
    }

    private static ClusterException failed(Try<Object> result) {
        if (result.isSuccess()) {
            throw new IllegalStateException("Spark says that all is done, but some rows didn't come");
        }
        Throwable cause = result.failed().get();
        String message = String.valueOf(cause.getMessage());
        int trial = message.indexOf(Cell.FAILED);
        String said = trial < 0 ? message : message.substring(trial);
        return new ClusterException(
                said.lines().findFirst().orElse("the job failed")
                        + "; what is there stays good, and the same command goes on with it",
                cause);
    }
}
