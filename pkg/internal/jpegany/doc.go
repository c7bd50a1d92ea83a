// Package jpegany decodes JPEG files that [image/jpeg] refuses although they are baseline or progressive ones
// of 8 bits: with colour or brightness sampled at any whole factors, each of the components at others, and with
// a segment DNL that only repeats the height.
//
// [Decode] and [DecodeConfig] return errors of the types of [image/jpeg]. They are slower than theirs by far, and
// meant for what theirs refuse. The files: frame.go reads the segments, entropy.go the coded coefficients,
// pixels.go makes samples of these.
//
// Source: ITU-T Recommendation T.81.
package jpegany
