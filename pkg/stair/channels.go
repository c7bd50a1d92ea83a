package stair

import "fmt"

// Channels holds the pairs of each channel of a colour image: c[0].LeastSquares
// fits a b to the first channel alone, c.Common() gives the pairs for a b that
// all of them share.
type Channels []*Pairs

// NewChannels returns the pairs of the planes x[c] and y[c] of two images. The
// error wraps [ErrShape] if the images differ in the number of channels, or a
// plane in its size; the errors of [NewPairs] name the channel.
func NewChannels(x, y [][]float64) (Channels, error) {
	if len(x) != len(y) {
		return nil, fmt.Errorf("%w: %d channels against %d: convert both images to grey or to colour", ErrShape, len(x), len(y))
	}
	if len(x) == 0 {
		return nil, fmt.Errorf("%w: no channels", ErrEmpty)
	}
	c := make(Channels, len(x))
	for i := range x {
		if len(x[i]) != len(x[0]) {
			return nil, fmt.Errorf("%w: channel %d has %d values, channel 0 has %d", ErrShape, i, len(x[i]), len(x[0]))
		}
		p, err := NewPairs(x[i], y[i])
		if err != nil {
			return nil, fmt.Errorf("channel %d: %w", i, err)
		}
		c[i] = p
	}
	return c, nil
}

// Common returns the pairs of all channels together. It panics if there is none.
func (c Channels) Common() *Pairs {
	var all []counted
	for _, p := range c {
		p.Each(func(x, y float64, n int64) { all = append(all, counted{x, y, n}) })
	}
	p, err := pairsOf(all)
	if err != nil {
		panic("stair: Common of no channels")
	}
	return p
}
