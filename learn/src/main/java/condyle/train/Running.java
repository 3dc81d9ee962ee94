package condyle.train;

/** Sums since the last epoch; a checkpoint keeps them, so that a resumed epoch logs what an unbroken one would. */
final class Running {
    private long began = System.nanoTime();
    private double lossSum;
    private double normSum;
    private double lastLoss = Double.NaN;
    private long count;

    /** Starts the clock again, where this was made ahead of its first step. */
    Running begin() {
        began = System.nanoTime();
        return this;
    }

    void add(double[] lossAndNorm) {
        lastLoss = lossAndNorm[0];
        lossSum += lastLoss;
        normSum += lossAndNorm[1];
        count++;
    }

    /** Steps so far. */
    long count() {
        return count;
    }

    double lastLoss() {
        return lastLoss;
    }

    double meanLoss() {
        return lossSum / count;
    }

    double meanNorm() {
        return normSum / count;
    }

    /** Seconds since this epoch began or was taken up again. */
    double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** Exact text, read back by {@link #of}. */
    String text() {
        return Double.toHexString(lossSum) + " " + Double.toHexString(normSum) + " " + count;
    }

    /** Sums from the numbers of a text. */
    static Running of(String[] numbers) {
        Running running = new Running();
        running.lossSum = Double.parseDouble(numbers[0]);
        running.normSum = Double.parseDouble(numbers[1]);
        running.count = Long.parseLong(numbers[2]);
        return running;
    }
}
