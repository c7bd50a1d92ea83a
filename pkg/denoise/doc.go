// Package denoise trains networks to take noise out of photographs, and restores with them.
//
//	patches := denoise.Patches(images, 32, 4096, rng)           // clean squares of photographs
//	pairs := denoise.Noise{Least: 0.1, Most: 0.1}.Pairs(patches) // noisy and clean: supervised learning
//
// # Map
//
//	data       [Patches], [Noise]
//	recipe     [Recipe] is a network and its training; [Published] is that of
//	           [Trained], the network that gradstep train made
//	denoiser   [Denoiser] is what a training leaves: [Denoiser.Plane], [Denoiser.Image]
//	study      [Training] is a small one with strategies that are switched on one by one; [Landscape]; [Study]
//	           looks at the loss around a point
//
// A recipe's convolutions have no offsets, so that the network is homogeneous: an image a times as
// bright, with noise a times as strong, gives an output a times as bright. One network then serves a
// range of noise levels, without being told which: source [2].
//
// # Sources
//
// [1] K. Zhang, W. Zuo, Y. Chen, D. Meng and L. Zhang, Beyond a Gaussian denoiser, IEEE TIP 26 (2017).
//
// [2] S. Mohan, Z. Kadkhodaie, E. Simoncelli and C. Fernandez-Granda, Robust and
// interpretable blind image denoising via bias-free convolutional neural networks, ICLR 2020.
//
// [3] H. Li, Z. Xu, G. Taylor, C. Studer and T. Goldstein, Visualizing the loss landscape of
// neural nets, NeurIPS 2018.
//
// [4] P. Arias Martínez, Gradient descent optimization algorithms for training neural
// networks, 2021 ("the lecture").
package denoise
