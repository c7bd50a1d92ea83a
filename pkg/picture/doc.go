// Package picture reads, writes, degrades and compares images held as planes
// of floating-point samples.
//
// # The convention
//
// An [Image] has one channel (grey) or three (red, green, blue); each is a
// plane of W·H samples, row by row from the top, so that the sample of column
// x and row y stands at y·W + x. Black is 0 and full intensity is 1. A stored
// byte k stands for k/255; a sample v is stored as ⌊255·v + ½⌋, clipped to
// 0…255: halves round up, and what lies outside [0, 1] is lost on saving. A
// 16-bit sample k stands for k/65535. [FromByte] and [ToByte] are these two maps.
//
// Samples are the stored ones, which in almost every file are sRGB-encoded.
// Nothing is linearized, and colour profiles and gamma chunks are ignored: the
// step function acts on stored values, and so does everything here. [Image.Grey]
// is therefore luma, not luminance.
//
// # The map
//
//   - [Image], [New], [FromPlane]: the type; [Image.Clone], [Image.Crop],
//     [Image.Split], [Merge], [Image.Grey].
//   - [Load], [Decode], and [Decoder] with a limit of one's own: PNG and JPEG.
//     A file that is not right is refused by an error that wraps [ErrFormat],
//     [ErrDamaged], [ErrTooLarge], [ErrTranslucent] or [ErrDepth].
//   - [Raster]: a decoded file that stays at 8 bits, read row by row, for
//     images too large to expand eightfold.
//   - [Image.Save], [Image.SaveJPEG], [Image.EncodePNG], [Image.EncodeJPEG];
//     [FromImage] and [Image.Image] for the standard library's images.
//   - [AddGaussian], [SaltAndPepper], [Replace], [Overpaint]: degradations
//     that draw from a given generator.
//   - [Quantize]: the step function on every sample.
//   - [MSE], [PSNR]: how far two planes are apart.
package picture
