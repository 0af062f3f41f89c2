/** What the tests of several modules share; other modules see it through the test jar of this one. */
@NullMarked
package ergodic.testing;

import org.jspecify.annotations.NullMarked;
