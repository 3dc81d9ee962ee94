package condyle.phantom;

/** Something that goes wrong between tissue and image; it works on brightness before blur and noise, in place. */
public interface Artefact {
    void apply(float[] brightness, Materials materials);
}
