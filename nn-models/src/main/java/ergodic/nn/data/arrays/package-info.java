/**
 * Files that hold an array of numbers: IDX, NPY and NPZ, packed by gzip or not. Sizes that a header states are compared with the
 * size of the file before memory is taken, and elements are read in the order of the first axis, a slice at a time.
 */
@NullMarked
package ergodic.nn.data.arrays;

import org.jspecify.annotations.NullMarked;
