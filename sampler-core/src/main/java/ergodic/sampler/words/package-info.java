/** Small parts of sentences for users: numbers with their nouns, and the known word that a mistyped one may have meant. */
@NullMarked
package ergodic.sampler.words;

import org.jspecify.annotations.NullMarked;
