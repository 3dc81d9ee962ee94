package condyle.phantom;

/**
 * What a spin-echo sequence sees of a tissue at 3 T.
 *
 * <p>Times of cartilage, muscle, joint fluid and fat: Gold et al. 2004, doi:10.2214/ajr.183.2.1830343. Meniscus and the
 * densities are our own round numbers.
 *
 * @param density protons, relative to water
 * @param t1 longitudinal relaxation time, ms
 * @param t2 transverse relaxation time, ms
 */
record Relaxation(double density, double t1, double t2) {
    static final Relaxation CARTILAGE = new Relaxation(0.8, 1240, 37);
    static final Relaxation MUSCLE = new Relaxation(0.8, 1420, 32);
    static final Relaxation FLUID = new Relaxation(1, 3620, 767);
    static final Relaxation FAT = new Relaxation(0.9, 371, 133);
    static final Relaxation MENISCUS = new Relaxation(0.7, 900, 14);

    /** Signal of a spin echo with repetition time {@code tr} and echo time {@code te}, ms. */
    double spinEcho(double tr, double te) {
        return density * (1 - Math.exp(-tr / t1)) * Math.exp(-te / t2);
    }
}
