/** Several runs on the same rows: how well each predicts, and how far each is from one that is named as reference. */
@NullMarked
package ergodic.study.compare;

import org.jspecify.annotations.NullMarked;
