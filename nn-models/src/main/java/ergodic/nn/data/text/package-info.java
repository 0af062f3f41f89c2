/** Texts: words by Lucene's rules, numbered by a vocabulary that is learned from the training texts alone. */
@NullMarked
package ergodic.nn.data.text;

import org.jspecify.annotations.NullMarked;
