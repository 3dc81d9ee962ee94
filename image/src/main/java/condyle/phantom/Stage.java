package condyle.phantom;

/**
 * Where a subject stands: the grades of the first visit, those of this one, and its number, from 1.
 *
 * <p>Shapes are drawn by the first visit's grades alone, so that later visits draw the same ones and change them.
 */
record Stage(Grades first, Grades now, int visit) {
    private static final int MILD = 3;

    /** The same with less loss of cartilage at worst, as the patella has it. */
    Stage mild() {
        return new Stage(mild(first), mild(now), visit);
    }

    private static Grades mild(Grades g) {
        return new Grades(
                Math.min(MILD, g.cartilage()),
                g.osteophytes(),
                g.marrow(),
                g.cysts(),
                g.effusion(),
                g.synovitis(),
                g.baker(),
                g.extrusion(),
                g.tears());
    }
}
