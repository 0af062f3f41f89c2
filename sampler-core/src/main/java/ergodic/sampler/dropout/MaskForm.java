package ergodic.sampler.dropout;

import java.util.List;

/** What one number of a mask multiplies. */
public enum MaskForm {
    /** All weights out of one input of a layer. */
    UNIT("unit"),
    /** One weight (DropConnect; Wan, Zeiler, Zhang, LeCun and Fergus 2013). */
    ELEMENT("element");

    private final String key;

    MaskForm(String key) {
        this.key = key;
    }

    /** Its name in configurations. */
    public String key() {
        return key;
    }

    /** Their names. */
    public static List<String> keys() {
        return List.of(UNIT.key, ELEMENT.key);
    }

    /** The one of this name. */
    public static MaskForm of(String key) {
        for (MaskForm form : values()) {
            if (form.key.equals(key)) {
                return form;
            }
        }
        throw new IllegalArgumentException("there is no mask of the form \"" + key + "\"; there are " + keys());
    }
}
