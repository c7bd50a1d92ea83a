package picture

import (
	"fmt"
	"math/rand/v2"
)

// AddGaussian adds independent normal noise of standard deviation sigma, in
// units of the full range, to every sample of src.
//
// Nothing is clipped, so that the noise has the mean 0 and the variance σ²
// everywhere; saving clips. dst may be src; nil allocates. The generator is
// drawn from once a sample, plane by plane, so that a seed gives the same
// noise everywhere. It panics when sigma is negative or NaN, or the shapes differ.
func AddGaussian(dst, src *Image, sigma float64, rng *rand.Rand) *Image {
	if !(sigma >= 0) {
		panic(fmt.Sprintf("picture: AddGaussian: sigma %v, want 0 or more", sigma))
	}
	if rng == nil {
		panic("picture: AddGaussian: the generator is nil")
	}
	dst = sizedImage("AddGaussian", dst, src)
	for c, plane := range src.Planes {
		for i, v := range plane {
			dst.Planes[c][i] = v + sigma*rng.NormFloat64()
		}
	}
	return dst
}

// SaltAndPepper turns each pixel with probability p into black or white, all
// channels together, either with probability p/2.
//
// dst may be src; nil allocates. It panics when p lies outside [0, 1] or the
// shapes differ.
func SaltAndPepper(dst, src *Image, p float64, rng *rand.Rand) *Image {
	dst = spoilt("SaltAndPepper", dst, src, p, rng)
	for i := range src.W * src.H {
		u := rng.Float64()
		if u >= p {
			continue
		}
		extreme := 0.0
		if u >= p/2 {
			extreme = 1
		}
		for c := range dst.Planes {
			dst.Planes[c][i] = extreme
		}
	}
	return dst
}

// Replace replaces each pixel with probability p by a colour drawn uniformly
// from the bytes 0…255 of every channel, so that a replaced pixel is on the
// same grid as a stored one.
//
// dst may be src; nil allocates. It panics when p lies outside [0, 1] or the
// shapes differ.
func Replace(dst, src *Image, p float64, rng *rand.Rand) *Image {
	dst = spoilt("Replace", dst, src, p, rng)
	for i := range src.W * src.H {
		if rng.Float64() >= p {
			continue
		}
		for c := range dst.Planes {
			dst.Planes[c][i] = FromByte(uint8(rng.UintN(256)))
		}
	}
	return dst
}

// Overpaint covers src with rectangles of one colour each until at least the
// fraction p of its pixels is covered, as scribbles and labels do.
//
// Sides are uniform between 1 and a quarter of the image's, places uniform
// among those that touch the image, colours uniform among the bytes; the last
// rectangle may overshoot p by its area, at most 1/16 of an image with sides
// of 4 and more.
// dst may be src; nil allocates. It panics when p lies outside [0, 1] or the
// shapes differ.
func Overpaint(dst, src *Image, p float64, rng *rand.Rand) *Image {
	dst = spoilt("Overpaint", dst, src, p, rng)
	painted := make([]bool, src.W*src.H)
	colour := make([]float64, len(src.Planes))
	for count := 0; float64(count) < p*float64(len(painted)); {
		w, h := 1+rng.IntN(max(1, src.W/4)), 1+rng.IntN(max(1, src.H/4))
		right, bottom := 1+rng.IntN(src.W+w-1), 1+rng.IntN(src.H+h-1)
		for c := range colour {
			colour[c] = FromByte(uint8(rng.UintN(256)))
		}
		for y := max(0, bottom-h); y < min(bottom, src.H); y++ {
			for i := y*src.W + max(0, right-w); i < y*src.W+min(right, src.W); i++ {
				if !painted[i] {
					painted[i] = true
					count++
				}
				for c, v := range colour {
					dst.Planes[c][i] = v
				}
			}
		}
	}
	return dst
}

// spoilt checks what spoils pixels with a probability, and returns dst with the samples of src.
func spoilt(who string, dst, src *Image, p float64, rng *rand.Rand) *Image {
	if !(p >= 0 && p <= 1) {
		panic(fmt.Sprintf("picture: %s: probability %v, want one in [0, 1]", who, p))
	}
	if rng == nil {
		panic(fmt.Sprintf("picture: %s: the generator is nil", who))
	}
	dst = sizedImage(who, dst, src)
	for c, plane := range src.Planes {
		copy(dst.Planes[c], plane)
	}
	return dst
}
