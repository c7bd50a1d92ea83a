// Package dataset feeds samples to stochastic descent: shuffled, in epochs and
// mini-batches, in an order of difficulty, split for validation, or streamed.
//
// The package deals in indices and sequences, and knows no model: a gradient over a
// mini-batch is a mean that the caller's function for one sample defines.
//
//   - [Data]: inputs and outputs in rows; [Data.Subset], [Cars], [Digits]
//   - [Split]: training and validation indices
//   - [Sampler]: mini-batches, epoch after epoch, with or without replacement
//   - [State]: where a Sampler stands, for resumed runs
//   - [Curriculum]: a Sampler's order from easy to hard
//   - [MeanGrad]: the mean gradient over a batch; [Stochastic] makes it a gradient source
//   - [Batched], [Shuffled], [ReadCSV], [ReadFloats]: streams that don't fit in memory
//
// Randomness comes from an injected generator alone: equal seeds give equal batches.
//
// Source: the lecture, "Gradient descent variants" and "Additional strategies".
package dataset
