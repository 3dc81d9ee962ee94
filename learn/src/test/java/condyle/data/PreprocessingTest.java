package condyle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import condyle.config.Choice;
import condyle.image.Box;
import condyle.image.Geometry;
import condyle.image.Orientation;
import condyle.image.Size;
import condyle.image.Vec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Scales of brightness and parts of scans, on numbers that can be worked out by hand. */
class PreprocessingTest {
    private static final float[] FIVE = {1, 2, 3, 4, 10};

    private static Rescaling of(String type, Record settings) {
        return Intensities.ALL.make(new Choice(type, settings), null).of(FIVE.clone());
    }

    @Test
    void zScoresHaveMeanZeroAndDeviationOne() {
        Rescaling z = of("z-score", Intensities.ZScore.DEFAULTS);
        double deviation = Math.sqrt((9 + 4 + 1 + 0 + 36) / 5.0);
        assertThat(z.of(4)).isCloseTo(0, within(1e-6f));
        assertThat(z.of(10)).isCloseTo((float) (6 / deviation), within(1e-6f));
        assertThat(z.inverse(z.of(3))).isCloseTo(3, within(1e-5f));
    }

    @Test
    void replacedByTheLimitTheMeanIsTakenBeforeAndTheDeviationAfter() {
        Rescaling r = of(
                "z-score-replaced", new Intensities.ZScoreReplaced(Optional.of(4.0), 5, Intensities.Replacement.LIMIT));
        // Clipped: 1 2 3 4 4, mean 2.8, squares 46/5 − 2.8² = 1.36; the mean of the raw values is 4.
        double deviation = Math.sqrt(1.36);
        assertThat(r.of(10)).isCloseTo(0, within(1e-6f));
        assertThat(r.of(1)).isCloseTo((float) (-3 / deviation), within(1e-6f));
    }

    @Test
    void replacedByTheMeanBothAreTakenAfter() {
        Rescaling r = of(
                "z-score-replaced", new Intensities.ZScoreReplaced(Optional.of(5.0), 5, Intensities.Replacement.MEAN));
        // Replaced: 1 2 3 4 4.
        double deviation = Math.sqrt(1.36);
        assertThat(r.of(10)).isCloseTo((float) (1.2 / deviation), within(1e-6f));
        assertThat(r.of(2)).isCloseTo((float) (-0.8 / deviation), within(1e-6f));
    }

    @Test
    void percentilesLieBetweenRanksAndCutOff() {
        Rescaling r = of("percentiles", new Intensities.Percentiles(25, 87.5));
        // Rank 1 is 2; rank 3.5 lies between 4 and 10.
        assertThat(r.of(2)).isEqualTo(0);
        assertThat(r.of(7)).isEqualTo(1);
        assertThat(r.of(10)).isEqualTo(1);
        assertThat(r.of(1)).isEqualTo(0);
        assertThat(r.of(4.5f)).isCloseTo(0.5f, within(1e-6f));
    }

    @Test
    void minAndMaxBecomeZeroAndOneAndAFlatImageZeros() {
        Rescaling r = of("min-max", Intensities.MinMax.DEFAULTS);
        assertThat(r.of(1)).isCloseTo(0, within(1e-6f));
        assertThat(r.of(10)).isCloseTo(1, within(1e-6f));
        for (String name : Intensities.ALL.names()) {
            Rescaling flat = Intensities.ALL
                    .make(new Choice(name, Intensities.ALL.defaults(name)), null)
                    .of(new float[] {7, 7, 7});
            assertThat(flat.of(7)).as(name).isEqualTo(0);
        }
    }

    @Test
    void onlyALimitOnTheFilesOwnScaleDependsOnIt() {
        assertThat(Intensities.ALL.names())
                .allSatisfy(name -> assertThat(Intensities.ALL
                                .make(new Choice(name, Intensities.ALL.defaults(name)), null)
                                .relative())
                        .isTrue());
        Intensities.ZScoreReplaced limited =
                new Intensities.ZScoreReplaced(Optional.of(0.01), 5, Intensities.Replacement.LIMIT);
        assertThat(Intensities.ALL
                        .make(new Choice("z-score-replaced", limited), null)
                        .relative())
                .isFalse();
    }

    @Test
    void whatIsOutOfViewBecomesAir() {
        float[] image = {5, 6, 7, 8};
        Rescaling twice = Rescaling.linear(2, 1);
        assertThat(twice.of(image, new Size(4, 1, 1), new Box(1, 0, 0, 3, 1, 1)))
                .containsExactly(1, 13, 15, 1);
    }

    @Test
    void aCropInTheMiddleLeavesAsMuchOnEachSide() {
        Geometry scan = Geometry.of(new Size(160, 384, 384), new Vec(0.7, 0.36, 0.36));
        Geometry part = new Crop(new Size(160, 288, 288), Vec.ZERO).of(scan);
        assertThat(part.size()).isEqualTo(new Size(160, 288, 288));
        assertThat(part.toVoxel().apply(0, 0, 0).y()).isCloseTo(-48, within(1e-9));
        Geometry low = new Crop(new Size(10, 10, 10), Vec.of(-1)).of(scan);
        assertThat(low.toWorld().column(3)).isEqualTo(scan.toWorld().column(3));
        Geometry larger = new Crop(new Size(200, 384, 384), Vec.ZERO).of(scan);
        assertThat(larger.toWorld().apply(20, 0, 0).x()).isCloseTo(0, within(1e-9));
    }

    @Test
    void theFrameHasItsAxesInOrder() {
        Preprocessing p = new Preprocessing(
                "PIR",
                Optional.of(new Crop(new Size(4, 5, 6), Vec.ZERO)),
                Preprocessing.DEFAULTS.intensity(),
                Preprocessing.Statistics.PATCH);
        Geometry frame = p.frame(Geometry.of(new Size(30, 20, 10), Vec.of(2)), new Vec(2, 4, 2));
        assertThat(Orientation.of(frame)).hasToString("PIR");
        assertThat(frame.size()).isEqualTo(new Size(4, 5, 6));
        assertThat(frame.spacing().y()).isCloseTo(4, within(1e-9));
    }

    @Test
    void aWrongOrientationNamesItself() {
        assertThatThrownBy(() -> new Preprocessing(
                        "RAA", Optional.empty(), Preprocessing.DEFAULTS.intensity(), Preprocessing.Statistics.PATCH))
                .hasMessage(
                        "orientation: orientation 'RAA': expected one each of R or L, A or P, S or I, such as RAS or PIL");
    }
}
