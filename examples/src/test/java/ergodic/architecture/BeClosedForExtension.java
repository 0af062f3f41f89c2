package ergodic.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** What is run is a final class: neither the reader nor the JIT need look for overrides. */
final class BeClosedForExtension extends ArchCondition<JavaClass> {

    BeClosedForExtension() {
        super("be final, sealed or abstract");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        boolean closed = type.getModifiers().contains(JavaModifier.FINAL)
                || type.getModifiers().contains(JavaModifier.ABSTRACT)
                || type.reflect().isSealed();
        events.add(new SimpleConditionEvent(type, closed,
                type.getFullName() + (closed ? " is closed" : " is neither final nor sealed nor abstract")));
    }
}
