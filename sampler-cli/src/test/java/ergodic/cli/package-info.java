/** Tests of the command as its users meet it: arguments in, words and exit status out. */
@NullMarked
package ergodic.cli;

import org.jspecify.annotations.NullMarked;
