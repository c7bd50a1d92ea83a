package fd

import "math"

// attempt is what a stencil's quotients D(h) and D(2h) along one coordinate show. For a function with several
// values the sizes are Euclidean norms over them.
type attempt struct {
	st     *Stencil
	h      float64
	slope  float64 // |D(h)|
	gap    float64 // |D(2h) - D(h)|
	moved  float64 // |D(h) - D| for the D that is held
	top    float64 // size of the values
	change float64 // largest difference of values; 0: all are equal
	finite bool

	trunc, noise float64 // the parts of the error of D(h)
}

// modest is the relative error that is asked for: no stencil is asked for more than it gives on a function whose
// values and derivatives are of one size.
func (s *Stencil) modest(want float64) float64 {
	p, d := float64(s.Order), float64(s.Derivative)
	return max(want, plain*math.Pow(0x1p-52, p/(p+d)))
}

// judge splits the error: by Runge's rule the gap is (2ᵖ-1) times the truncation, and errors a of the values add up
// to A·a/h.
func (c *attempt) judge(level float64) {
	amplify, _ := c.st.constants()
	c.noise = amplify * max(level, spacing(c.top)) / math.Pow(c.h, float64(c.st.Derivative))
	c.trunc = c.gap / (math.Pow(2, float64(c.st.Order)) - 1)
}

func (c *attempt) total() float64 { return c.trunc + c.noise }

// seen reports whether the gap is more than noise.
func (c *attempt) seen() bool { return c.gap > above*1.5*c.noise }

// ideal is the factor from h to the step of the least error, from the truncation that is seen at h.
func (c *attempt) ideal() float64 {
	p, d := float64(c.st.Order), float64(c.st.Derivative)
	return math.Pow(d*c.noise/(p*c.trunc), 1/(p+d))
}

// shows is the level of noise that would explain the gap.
func (c *attempt) shows() float64 {
	amplify, _ := c.st.constants()
	return c.gap * math.Pow(c.h, float64(c.st.Derivative)) / (1.5 * amplify)
}
