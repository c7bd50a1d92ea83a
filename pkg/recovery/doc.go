// Package recovery finds b by gradient descent, from any start: the b of the
// staircase y = (⌊x·b⌋ + ½)/b that made the pairs (x, y).
//
// The exact fits of [github.com/gradstep/gradstep/pkg/stair] are quicker and come
// with a certificate. This package is for what they can't be part of: a stack of
// filters that is optimized as a whole, where b is one parameter of several and all
// that moves them is a gradient.
//
// # Two terms
//
// The loss of a fit has information in one narrow valley only, about one unit of b
// wide. So the descent has two parts, and each follows a gradient that exists
// everywhere and is exact:
//
//   - [Spread], far from the target: every pixel lies within half a step of its
//     value, |y - x| <= 1/(2b), and fills that range evenly. The likelihood of
//     these differences is a smooth function of b with one valley, into which every
//     start leads. It knows nothing of floor.
//   - the misfit, near it: how many steps y(x; b) is away from y, at most one. Its
//     mean over [b-h, b+h] has the derivative (M(b+h) - M(b-h))/2h, exactly, and h
//     falls from more than the valley's width to a hundredth of it.
//
// # Map
//
//   - [Spread]: the first term, for one pixel: value and derivatives in y - x and b
//   - [Objective], [New]: both terms for pairs, each distinct pair once
//   - [Descent], [Result]: the descent, by a rule of optim
//
// The study that measures it, beside the exact fits, stand-ins for floor, many
// starts and populations, is the package trials below this one; what came out is in
// docs/recovering-b.md.
package recovery
