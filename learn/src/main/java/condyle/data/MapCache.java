package condyle.data;

import condyle.distance.Grouped;
import condyle.distance.SoftLabels;
import condyle.image.LabelMap;
import condyle.loss.Grouping;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Maps of whole knees, drawn once and kept in memory up to a limit, for the patches of all stages.
 *
 * <p>Beyond the limit the maps that were not asked for the longest are let go, and drawn anew when they are: that costs
 * time and changes nothing else. May be asked from several threads; they wait for what one of them draws.
 */
public final class MapCache {
    /** Of one knee, by identity. */
    private static final class Key {
        private final Specimen knee;
        private final Grouping grouping;
        private final SoftLabels recipe;

        Key(Specimen knee, Grouping grouping, SoftLabels recipe) {
            this.knee = knee;
            this.grouping = grouping;
            this.recipe = recipe;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Key k && k.knee == knee && k.grouping.equals(grouping) && k.recipe.equals(recipe);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(knee) + recipe.hashCode();
        }
    }

    private final long limit;
    private final Consumer<String> notes;
    private final Map<Key, FutureTask<List<StoredMap>>> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;
    private long drawn;
    private boolean told;

    /**
     * An empty cache.
     *
     * @param limit bytes
     * @param notes is told once that the limit was reached
     */
    public MapCache(long limit, Consumer<String> notes) {
        this.limit = limit;
        this.notes = notes;
    }

    /** Number of knees' maps drawn so far, those drawn again counted again. */
    public synchronized long drawn() {
        return drawn;
    }

    /** The maps of a recipe, whose lengths are in mm. */
    List<StoredMap> of(Specimen knee, Targets targets, SoftLabels recipe) {
        Key key = new Key(knee, targets.grouping(), recipe);
        FutureTask<List<StoredMap>> task;
        boolean mine;
        synchronized (this) {
            task = kept.get(key);
            mine = task == null;
            if (mine) {
                task = new FutureTask<>(() -> draw(knee, targets, recipe));
                kept.put(key, task);
                drawn++;
            }
        }
        if (mine) {
            task.run();
            add(key, task);
        }
        return finished(task);
    }

    private static List<StoredMap> draw(Specimen knee, Targets targets, SoftLabels recipe) {
        LabelMap labels = knee.labels();
        Grouped groups = new Grouped(
                labels.geometry(),
                targets.toGroups(labels.data().clone()),
                targets.grouping().count());
        List<StoredMap> maps = new ArrayList<>();
        for (int m = 0; m < recipe.maps(groups.count()); m++) {
            maps.add(StoredMap.of(labels.geometry(), recipe.draw(m, groups), recipe.nothing(m)));
        }
        return List.copyOf(maps);
    }

    private static List<StoredMap> finished(FutureTask<List<StoredMap>> task) {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException("drawing a map failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a map", e);
        }
    }

    private static long bytes(FutureTask<List<StoredMap>> task) {
        return finished(task).stream().mapToLong(StoredMap::bytes).sum();
    }

    private synchronized void add(Key key, FutureTask<List<StoredMap>> task) {
        try {
            bytes += bytes(task);
        } catch (RuntimeException | Error failed) {
            kept.remove(key);
            return;
        }
        Iterator<Map.Entry<Key, FutureTask<List<StoredMap>>>> eldest =
                kept.entrySet().iterator();
        while (bytes > limit && eldest.hasNext()) {
            Map.Entry<Key, FutureTask<List<StoredMap>>> entry = eldest.next();
            // What is being drawn has no size yet; its turn comes.
            if (entry.getValue().isDone() && entry.getValue() != task) {
                bytes -= bytes(entry.getValue());
                eldest.remove();
                tell();
            }
        }
    }

    private void tell() {
        if (!told) {
            told = true;
            notes.accept(String.format(
                    Locale.ROOT,
                    "maps of the knees take more than the %,d MB kept for them, a quarter of Java's memory: some are "
                            + "drawn again and again; give Java more with -Xmx, or train on fewer knees",
                    limit >> 20));
        }
    }
}
