package condyle.data;

import java.util.SplittableRandom;

/** Random numbers that depend on a seed and a number, and on nothing else. */
public final class Seeds {
    private Seeds() {}

    /** Mixes a seed and a number into a new seed (the finaliser of SplitMix64, doi:10.1145/2660193.2660195). */
    public static long mix(long seed, long number) {
        long z = seed * 0x9E3779B97F4A7C15L + number * 0xD1B54A32D192ED03L + 0x632BE59BD9B4E019L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A generator of its own for a numbered piece of work. */
    public static SplittableRandom random(long seed, long number) {
        return new SplittableRandom(mix(seed, number));
    }
}
