package stylize

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/optim"
)

// Chain is stages in a row, the output of each the input of the next. Its parameters
// are those of all stages, one after the other. It serves one goroutine at a time.
type Chain struct {
	size   Size
	stages []Stage
	params []Param
	at     []int       // where the parameters of each stage begin
	images [][]float64 // images[k+1] is what stage k wrote, images[0] the source
	grads  [2][]float64
	last   []float64 // the parameters of the last Forward
}

// NewChain returns the chain of the stages for images of that size.
func NewChain(size Size, stages ...Stage) *Chain {
	size.check("NewChain")
	for k, s := range stages {
		if s == nil {
			panic(fmt.Sprintf("stylize: NewChain: stage %d is nil", k))
		}
	}
	c := &Chain{size: size, stages: stages, images: make([][]float64, len(stages)+1)}
	for k, s := range stages {
		c.at = append(c.at, len(c.params))
		c.params = append(c.params, s.Params()...)
		c.images[k+1] = make([]float64, size.Len())
	}
	for i := range c.grads {
		c.grads[i] = make([]float64, size.Len())
	}
	c.last = make([]float64, len(c.params))
	return c
}

// Size is the size of the images.
func (c *Chain) Size() Size { return c.size }

// Params lists the parameters of all stages.
func (c *Chain) Params() []Param { return append([]Param(nil), c.params...) }

// Index returns where the parameter of that name is, -1 if there is none.
func (c *Chain) Index(name string) int {
	for i, p := range c.params {
		if p.Name == name {
			return i
		}
	}
	return -1
}

// Neutral returns the parameters at which the chain changes little.
func (c *Chain) Neutral() []float64 {
	p := make([]float64, len(c.params))
	for i, q := range c.params {
		p[i] = q.Neutral
	}
	return p
}

// Bounds returns the least and the greatest value of each parameter.
func (c *Chain) Bounds() (lo, hi []float64) {
	for _, p := range c.params {
		lo, hi = append(lo, p.Lo), append(hi, p.Hi)
	}
	return lo, hi
}

// Projection returns the projection of parameters onto their bounds, for
// optim.Settings.Project.
func (c *Chain) Projection() optim.Projection { return optim.Must(optim.Box(c.Bounds())) }

// Forward returns the filtered src, which stays the chain's and valid until the next
// Forward. src must not change before Backward. It panics if a length differs.
func (c *Chain) Forward(src, p []float64) []float64 {
	c.check("Forward", "src", len(src), c.size.Len())
	c.check("Forward", "p", len(p), len(c.params))
	c.images[0] = src
	return c.rerun(0, p)
}

// rerun repeats the last Forward from a stage on, with other parameters of that stage and of those behind it.
func (c *Chain) rerun(from int, p []float64) []float64 {
	copy(c.last, p)
	for k := from; k < len(c.stages); k++ {
		c.stages[k].Forward(c.images[k+1], c.images[k], c.of(c.last, k))
	}
	return c.Output()
}

// Backward writes the gradient in the parameters of the last Forward to gradP, given
// that in its output. gradOut is not changed. It panics if a length differs or there was no Forward.
func (c *Chain) Backward(gradP, gradOut []float64) {
	c.check("Backward", "gradOut", len(gradOut), c.size.Len())
	c.check("Backward", "gradP", len(gradP), len(c.params))
	if c.images[0] == nil {
		panic("stylize: Backward: no Forward before it")
	}
	grad := gradOut
	for k := len(c.stages) - 1; k >= 0; k-- {
		back := c.grads[k%2]
		if k == 0 {
			back = nil // nobody asks for the gradient in the photograph
		}
		c.stages[k].Backward(back, c.of(gradP, k), grad, c.images[k+1], c.images[k], c.of(c.last, k))
		grad = back
	}
}

// Output returns what the last Forward returned.
func (c *Chain) Output() []float64 { return c.images[len(c.stages)] }

// Image returns what stage k-1 wrote in the last Forward, the source for k = 0. It stays the chain's.
func (c *Chain) Image(k int) []float64 {
	if k < 0 || k > len(c.stages) || c.images[0] == nil {
		panic(fmt.Sprintf("stylize: Image: stage %d of %d, or no Forward before it", k, len(c.stages)))
	}
	return c.images[k]
}

// of returns the part of p that belongs to stage k.
func (c *Chain) of(p []float64, k int) []float64 {
	end := len(c.params)
	if k+1 < len(c.at) {
		end = c.at[k+1]
	}
	return p[c.at[k]:end]
}

func (c *Chain) check(what, which string, got, want int) {
	if got != want {
		panic(fmt.Sprintf("stylize: %s: %s has %d values, the chain wants %d", what, which, got, want))
	}
}
