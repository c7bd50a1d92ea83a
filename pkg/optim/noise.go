package optim

import (
	"encoding"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
)

// GradientNoise adds independent normal noise to each coordinate of the gradient,
// less and less of it.
//
//	g ← g + N(0, σ_t²),  σ_t² = Eta/(1+t)^Gamma,  t = 0, 1, 2, … counts the gradients
//
// Source is the seeded generator, required; nil panics. A checkpoint saves it if it
// can be marshaled, as *rand.PCG and *rand.ChaCha8 can. The source has Gamma = 0.55 and Eta
// in {0.01, 0.3, 1}. Source: A. Neelakantan et al., Adding gradient noise improves learning
// for very deep networks, 2015, (1).
type GradientNoise struct {
	Eta    float64
	Gamma  float64
	Source rand.Source
}

// Wrap implements Transform.
func (n GradientNoise) Wrap(r Rule) Rule {
	if n.Source == nil {
		panic("optim: GradientNoise.Source is nil: give a seeded generator, such as rand.NewPCG(1, 2)")
	}
	w := &gradientNoise{
		filter: filter{Inner: r}, Eta: n.Eta, Gamma: n.Gamma, generator: n.Source, rand: rand.New(n.Source),
	}
	w.use(w.change)
	return w
}

type gradientNoise struct {
	filter
	Eta   float64 `in:"[0,inf)"`
	Gamma float64 `in:"(-inf,inf)"`
	T     int

	generator rand.Source
	rand      *rand.Rand
}

func (n *gradientNoise) change(g, _ []float64) {
	sigma := math.Sqrt(n.Eta / math.Pow(1+float64(n.T), n.Gamma))
	n.T++
	for i := range g {
		g[i] += sigma * n.rand.NormFloat64()
	}
}

// Reset starts the fading anew. The generator goes on where it is.
func (n *gradientNoise) Reset() {
	n.T = 0
	n.filter.Reset()
}

type savedNoise struct {
	Inner      json.RawMessage
	T          int
	Eta, Gamma float64
	Source     []byte
}

// MarshalJSON saves the generator with the rest.
func (n *gradientNoise) MarshalJSON() ([]byte, error) {
	m, ok := n.generator.(encoding.BinaryMarshaler)
	if !ok {
		return nil, fmt.Errorf("GradientNoise.Source %T can't be saved: use *rand.PCG or *rand.ChaCha8", n.generator)
	}
	state, err := m.MarshalBinary()
	if err != nil {
		return nil, err
	}
	inner, err := json.Marshal(n.Inner)
	if err != nil {
		return nil, err
	}
	return json.Marshal(savedNoise{inner, n.T, n.Eta, n.Gamma, state})
}

// UnmarshalJSON puts the generator where it was.
func (n *gradientNoise) UnmarshalJSON(data []byte) error {
	s := savedNoise{Eta: n.Eta, Gamma: n.Gamma}
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	m, ok := n.generator.(encoding.BinaryUnmarshaler)
	if !ok {
		return fmt.Errorf("GradientNoise.Source %T can't be loaded: use *rand.PCG or *rand.ChaCha8", n.generator)
	}
	if err := m.UnmarshalBinary(s.Source); err != nil {
		return err
	}
	n.T, n.Eta, n.Gamma = s.T, s.Eta, s.Gamma
	return json.Unmarshal(s.Inner, n.Inner)
}
