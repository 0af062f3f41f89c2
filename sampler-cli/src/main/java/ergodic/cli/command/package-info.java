/** The commands: each reads its arguments, lets the rooms below do the work, and prints a table or one JSON document. */
@NullMarked
package ergodic.cli.command;

import org.jspecify.annotations.NullMarked;
