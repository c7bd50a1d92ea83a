// Package vec holds the loops in which the library spends its time, four float64 at a time.
//
// Beside each kernel in assembly stands its twin in Go, which says what it computes and does the
// same on every other processor. Both make the same operations in the same order for
// each element, and so return the same bits; the tests compare them over lengths, alignments and
// awkward values. What the processor can do is found when the program starts.
//
//   - [Adam]: the update of Adam and its relatives: adam.go, adam_amd64.s
//   - [Momentum]: the update of the heavy ball: momentum.go, momentum_amd64.s
//   - [Descend]: a step of plain descent: descend.go, descend_amd64.s
//   - [MulAdd], [Dots]: the blocks of a product of matrices: product.go, product_amd64.s
//   - [Saddle]: a row of the primal-dual method of total variation: saddle.go, saddle_amd64.s
//
// # What there is not
//
// No kernel fuses multiplications with additions: it would be quicker where a loop computes, and
// would return other bits than a processor without that. Kernels of eight float64 (AVX-512) win
// nothing where the divider or the memory is the limit, which they are in all of these but the
// products; they would double the assembly. On arm64 the twins run: Go's assembler for it has no
// division and no square root of vectors.
package vec
