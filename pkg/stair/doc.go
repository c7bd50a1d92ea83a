// Package stair holds the step function
//
//	y(x; b) = (⌊x·b⌋ + ½) / b,   0 <= x <= 1, b > 0,
//
// and the exact answers to two questions about it: which b makes y smallest for
// one x, and which b explains a set of pairs (x_i, y_i).
//
// The function itself:
//   - [Quantize], [QuantizeTo]: the value, for one x and pixel by pixel
//   - [Derivative]: the derivative in b, -y/b, where there is one
//   - [Jumps], [Limits]: where y jumps in b, and its two one-sided limits there
//   - [Minimize], [Minimum]: the infimum over b in [lo, hi]
//
// Pairs of values:
//   - [Histogram]: counts of 8-bit pairs, filled as a stream
//   - [Pairs], [NewPairs]: distinct pairs of any values, with their counts
//   - [Channels], [NewChannels]: the planes of a colour image
//
// Finding b from pairs, with a certificate:
//   - [FitLeastSquares], [Pairs.LeastSquares]: the global minimizer of the mean
//     squared error
//   - [FitConsensus], [Pairs.Consensus]: the b that the most pairs allow
//   - [Pairs.Loss], [Pairs.Curve]: the loss at one b, and on a whole interval,
//     with its Steklov mean and the derivative of that mean
//
// # Conventions
//
// An 8-bit level k stands for the value k/255. All answers hold for the function
// that Quantize computes in float64: the floor is taken of the rounded product.
// That product never falls when b grows, so every jump has one first float, and
// the functions of this package return it. An end of an interval that is a jump
// is therefore exact: the floor changes between it and the float just below.
//
// The theorems and their proofs are in docs/staircase.md.
package stair
