package ergodic.sampler;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field of a {@link TransitionKernel}, {@link Tuner} or {@link Fit} that is no state: nothing that a later transition depends on.
 * Every other field that can change must be saved; a test holds it.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Workspace {

    /** Why its contents need not be saved. */
    String value() default "written before it is read in each transition";
}
