// Package restore restores images by minimizing an energy: the smooth, quadratic
// one exactly, and total variation with a certificate.
//
// An image is a plane of w·h samples, row by row from the top, as in package
// picture. [ByChannel] does a colour image channel by channel.
//
// # Map
//
//   - [Gradient], [Divergence], [Laplacian], [Eigenvalue]: the discrete
//     gradient ∇ʰ by forward differences, its adjoint, and the spectrum.
//   - [Quadratic]: J(u; f) = ½‖∇ʰu‖² + (λ/2)‖Au - f‖²: value, gradient, product
//     with the Hessian.
//   - [Tikhonov], [Plan]: its exact minimizer without A, by cosine transforms.
//   - [TV]: the minimizer of Σ|∇ʰu| + (λ/2)‖u - f‖², with a duality gap.
//   - [SmoothTV]: the same with √(|∇ʰu|² + ε²), for gradient descent.
//   - [Operator] A in these energies: [Blur], [Mask], [Downsample];
//     [Quadratic.Solve] and [TVInverse] minimize with it.
//   - [AutoTV], [AutoTikhonov]: λ from the noisy image alone, by [Stein]'s estimate of the
//     error; [LeastRisk] does it for other methods. [NoiseLevel] estimates the noise.
//   - [BestLambda], [Discrepancy]: λ by the true image, or by the size of the noise.
//
// docs/restoration.md has the derivations and measures what the comments state.
//
// # Sources
//
// [1] P. Arias Martínez, Gradient descent optimization algorithms for training
// neural networks, 2021 ("the lecture").
//
// [2] L. Rudin, S. Osher and E. Fatemi, Nonlinear total variation based noise
// removal algorithms, Physica D 60 (1992).
//
// [3] A. Chambolle and T. Pock, A first-order primal-dual algorithm for convex
// problems with applications to imaging, J. Math. Imaging Vis. 40 (2011).
package restore
