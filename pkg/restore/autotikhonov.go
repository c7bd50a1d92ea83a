package restore

import "github.com/gradstep/gradstep/pkg/internal/sized"

// AutoTikhonov is [Tikhonov] with the weight that has the least risk by Stein's estimate, for noise of
// sigma before black and white cut it off; see [NoiseLevel] where it is not known.
//
// Nothing is drawn: the method is linear, D = λ(λI - Δ)⁻¹, and its divergence is the trace
// Σ λ/(λ + μ) over the eigenvalues μ of [Eigenvalue]. In the cosine basis a weight costs a sum,
//
//	risk = (1/n) Σ (μ/(λ+μ))² f̂² + (2σ²/n) Σ λ/(λ+μ) - σ²,
//
// so that all of them together cost a few times as much as one restoration. Where f is clipped, the terms are those of
// [Stein], and the trace is multiplied by the share of samples inside.
//
// dst may be f, and nil allocates. The weights that are tried lie between 10⁻⁴ and 10⁴. A sigma that is not positive
// and finite, and samples that are not finite, are errors that wrap [ErrValue]. It panics when len(f) is not w·h.
func AutoTikhonov(dst, f []float64, w, h int, sigma float64) ([]float64, Choice, error) {
	checkSize(w, h)
	checkLen("f", len(f), w*h)
	dst = sized.To("restore: AutoTikhonov", dst, w*h)
	s, err := newStein(f, w, h, sigma)
	if err != nil {
		return nil, Choice{}, err
	}
	p := NewPlan(w, h)
	r := newSpectral(p, s)
	c, err := LeastRisk(func(lambda float64) (float64, error) { return r.risk(lambda), nil }, min(1e4, max(1e-4, 0.015/(sigma*sigma))), 1e-4, 1e4)
	if err != nil {
		return nil, Choice{}, err
	}
	return p.Tikhonov(dst, f, c.Lambda), c, nil
}

// spectral has the coefficients of f and of what clipping hides, column by column.
type spectral struct {
	s         *Stein
	mu, nu    []float64 // eigenvalues along x and y
	f, hidden []float64 // squares of f̂; products of f̂ and m̂
	inside    float64   // share of the samples
}

func newSpectral(p *Plan, s *Stein) *spectral {
	across := NewPlan(p.h, p.w)
	r := &spectral{s: s, mu: across.mu, nu: p.mu, inside: 1}
	r.f = p.spectrum(across, s.f)
	if s.hidden != nil {
		r.hidden = p.spectrum(across, s.hidden)
		in := 0
		for i, v := range s.f {
			r.hidden[i] *= r.f[i]
			if v != 0 && v != 1 {
				in++
			}
		}
		r.inside = float64(in) / float64(len(s.f))
	}
	for i, v := range r.f {
		r.f[i] = v * v
	}
	return r
}

func (r *spectral) risk(lambda float64) float64 {
	n := float64(len(r.f))
	total, noise := 0.0, 2*r.s.sigma*r.s.sigma*r.inside
	for x, mu := range r.mu {
		column := r.f[x*len(r.nu):][:len(r.nu)]
		sum := 0.0
		if r.hidden == nil {
			for y, nu := range r.nu {
				inverse := 1 / (lambda + mu + nu)
				lost := (mu + nu) * inverse
				sum += lost*lost*column[y] + noise*lambda*inverse
			}
		} else {
			hidden := r.hidden[x*len(r.nu):][:len(r.nu)]
			for y, nu := range r.nu {
				inverse := 1 / (lambda + mu + nu)
				lost := (mu + nu) * inverse
				sum += lost*lost*column[y] + (noise+2*hidden[y])*lambda*inverse
			}
		}
		total += sum
	}
	return total/n + r.s.offset
}

// spectrum returns the coefficients of f in the orthonormal cosine basis, column by column; across is the plan for
// images of h·w samples.
func (p *Plan) spectrum(across *Plan, f []float64) []float64 {
	turned, out := make([]float64, len(f)), make([]float64, len(f))
	p.transform(out, f)
	for y := range p.h {
		for x := range p.w {
			turned[x*p.h+y] = out[y*p.w+x]
		}
	}
	across.transform(out, turned)
	return out
}
