// Package nn holds the smallest network that restores an image: its layers, forward
// and backward, and the training of their parameters.
//
// A [Network] is a list of layers and knows no numbers. Its parameters are one flat
// vector θ, so that every rule of package optim, every projection, trace and schedule
// drives it as it drives any other function:
//
//	net, err := nn.New(nn.Shape{C: 1, H: 32, W: 32}, nn.Conv{Out: 16}, nn.ReLU{}, nn.Conv{Out: 1})
//	theta, stats := net.Init(rng), net.NewStats()
//	p := net.NewPass(16, 0)                                       // buffers for 16 samples, all cores
//	loss := p.Gradient(grad, theta, stats, x, target, nn.MSE)     // forward, loss, backward
//
// # Map
//
//	layers      [Dense] [Conv] [ReLU] [BatchNorm] [Residual], one file each
//	losses      [MSE] [L1] [CrossEntropy]
//	network     [New], [Network.Init]; [Pass] computes: Forward, Backward, Gradient
//	training    [Train]: mini-batches, early stopping, checkpoints; [Progress] prints a line
//	a model     [Model] is a network with its numbers: [Model.Apply] on an image of any size,
//	            [SaveJSON], [LoadJSON]
//	below       gemm.go cuts products for gonum's BLAS, pkg/internal/vec has wider kernels with
//	            the same bits, im2col.go turns a convolution into a product, crew.go shares
//	            work between cores
//
// # Data
//
// Samples lie one behind the other in a flat slice; a sample of [Shape] C×H×W has its
// channels one behind the other, each row by row, as in package picture. A dense
// layer's output has the shape M×1×1.
//
// # The same bits
//
// Work is cut by the number of samples, channels and pixels alone, never by the number of
// cores, and sums over samples are taken in one order: the results have the same bits
// at any number of goroutines. A pass allocates nothing once it is made.
//
// docs/network.md has the formulas of all layers, and says where the time goes.
//
// # Sources
//
// [1] P. Arias Martínez, Gradient descent optimization algorithms for training neural
// networks, 2021 ("the lecture").
//
// [2] S. Ioffe and C. Szegedy, Batch normalization, ICML 2015.
//
// [3] K. He, X. Zhang, S. Ren and J. Sun, Delving deep into rectifiers, ICCV 2015.
//
// [4] K. Chellapilla, S. Puri and P. Simard, High performance convolutional neural networks
// for document processing, 2006: convolution as a matrix product.
//
// [5] K. Zhang, W. Zuo, Y. Chen, D. Meng and L. Zhang, Beyond a Gaussian denoiser: residual
// learning of deep CNN for image denoising, IEEE TIP 26 (2017).
package nn
