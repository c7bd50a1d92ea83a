package stylize

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/gradstep/gradstep/pkg/fd"
	"github.com/gradstep/gradstep/pkg/internal/allocs"
	"github.com/gradstep/gradstep/pkg/optim"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/surrogate"
)

// style is a chain of every stage.
func style(size Size) *Chain {
	return NewChain(size, Tone{}, NewWhiteBalance(size), NewBlur(size, 0), Contrast{},
		&Quantize{Surrogate: surrogate.Gaussian{}, Temperature: 0.3})
}

var generic = []float64{1.1, 0.83, 0.92, 1.15, 0.9, 3.7, 0.45, 11.3}

func TestChainGradient(t *testing.T) {
	c := style(small)
	m := &Match{Chain: c, Src: noise(small.Len(), 5), Target: noise(small.Len(), 6), Clipped: true}
	m.Target[3] = 1.2
	got := make([]float64, len(generic))
	m.Grad(got, generic)
	for i, want := range fd.Gradient(nil, m.Func, generic, fd.Central4, 1e-4) {
		if math.Abs(got[i]-want) > 1e-8 {
			t.Errorf("∂/∂%s is %v, differences give %v", c.Params()[i].Name, got[i], want)
		}
	}
}

// Without Clipped a sample above 1 counts, with it the others alone do.
func TestMatch(t *testing.T) {
	size := Size{2, 1, 1}
	m := &Match{Chain: NewChain(size, Tone{}), Src: []float64{0.5, 0.8}, Target: []float64{0.4, 1}}
	if f := m.Func([]float64{1, 1}); math.Abs(f-(0.01+0.04)/2) > 1e-15 {
		t.Errorf("F = %v", f)
	}
	m.Clipped = true
	if f := m.Func([]float64{1, 1}); math.Abs(f-0.01) > 1e-15 {
		t.Errorf("without the clipped sample F = %v", f)
	}
	m.Target[0] = 1
	if f := m.Func([]float64{1, 1}); !math.IsNaN(f) {
		t.Errorf("without any sample F = %v", f)
	}
}

func TestChainIsItsStages(t *testing.T) {
	size := Size{3, 2, 3}
	src := noise(size.Len(), 7)
	c := NewChain(size, Tone{}, NewWhiteBalance(size))
	got := c.Forward(src, []float64{1.2, 0.8, 0.9, 1.1})
	a, b := make([]float64, size.Len()), make([]float64, size.Len())
	Tone{}.Forward(a, src, []float64{1.2, 0.8})
	NewWhiteBalance(size).Forward(b, a, []float64{0.9, 1.1})
	if !slices.Equal(got, b) || !slices.Equal(c.Output(), b) {
		t.Error("a chain of two is not one after the other")
	}
	var names []string
	for _, p := range c.Params() {
		names = append(names, p.Name)
	}
	if d := cmp.Diff([]string{"gain", "gamma", "red", "blue"}, names); d != "" {
		t.Error(d)
	}
	if c.Index("blue") != 3 || c.Index("green") != -1 {
		t.Errorf("Index: %d, %d", c.Index("blue"), c.Index("green"))
	}
	p := []float64{9, 0, 1, 1}
	c.Projection()(p)
	if !slices.Equal(p, []float64{4, 0.25, 1, 1}) {
		t.Errorf("projected: %v", p)
	}
	if out := c.Forward(src, c.Neutral()); math.Abs(out[4]-src[4]) > 1e-12 {
		t.Errorf("neutral parameters change %v to %v", src[4], out[4])
	}
}

// A smooth chain is found again by descent from its output.
func TestMatchIsMinimized(t *testing.T) {
	size := Size{16, 12, 3}
	c := NewChain(size, Tone{}, NewWhiteBalance(size), NewBlur(size, 0))
	want := []float64{0.9, 1.3, 1.1, 0.8, 1.2}
	src := noise(size.Len(), 8)
	m := &Match{Chain: c, Src: src, Target: slices.Clone(c.Forward(src, want))}
	res, err := optim.Minimize(m.Problem(), c.Neutral(), optim.NewAdam(), optim.Settings{
		Rate: optim.Cosine{Initial: 0.05, Steps: 3000}, MaxSteps: 3000, Project: c.Projection(),
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range want {
		if math.Abs(res.X[i]-v) > 1e-3 {
			t.Errorf("%s is %v, want %v", c.Params()[i].Name, res.X[i], v)
		}
	}
}

func TestNoAllocations(t *testing.T) {
	c := style(small)
	m := &Match{Chain: c, Src: noise(small.Len(), 5), Target: noise(small.Len(), 6)}
	g := make([]float64, len(generic))
	m.Grad(g, generic)
	if n := allocs.PerRun(20, func() { m.Grad(g, generic); m.Func(generic) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestFlatten(t *testing.T) {
	im := picture.New(3, 2, 3)
	for c, plane := range im.Planes {
		for i := range plane {
			plane[i] = float64(10*c + i)
		}
	}
	flat, size := Flatten(im)
	if size != (Size{3, 2, 3}) || flat[6] != 10 || flat[17] != 25 {
		t.Errorf("%v, %v", size, flat)
	}
	if d := cmp.Diff(im, size.Image(flat)); d != "" {
		t.Error(d)
	}
}

func TestMisuse(t *testing.T) {
	c := NewChain(small, Tone{})
	for name, call := range map[string]func(){
		"size":             func() { NewChain(Size{0, 1, 1}, Tone{}) },
		"blur's reach":     func() { NewBlur(small, 8) },
		"src":              func() { c.Forward(make([]float64, 3), []float64{1, 1}) },
		"p":                func() { c.Forward(make([]float64, small.Len()), []float64{1}) },
		"gradP":            func() { c.Backward([]float64{1}, make([]float64, small.Len())) },
		"no Forward":       func() { NewChain(small, Tone{}).Backward([]float64{1, 1}, make([]float64, small.Len())) },
		"Image":            func() { small.Image(nil) },
		"target's length":  func() { (&Match{Chain: c, Src: make([]float64, small.Len())}).Func([]float64{1, 1}) },
		"size of balance":  func() { NewWhiteBalance(Size{}) },
		"gradOut's length": func() { c.Backward([]float64{1, 1}, nil) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			call()
		}()
	}
}
