package nbplot

import (
	"image"
	"math"
	"math/rand/v2"
	"strconv"
)

// gallery makes one figure of every kind, by name.
func gallery() map[string]Drawing {
	rng := rand.New(rand.NewPCG(1, 2))
	g := map[string]Drawing{
		"steps":     stepsFigure(),
		"vcurve":    vCurve(LegendAbove),
		"vcurve-at": vCurve(LegendAtEnds),
		"vcurve-r":  vCurve(LegendRight),
		"contours":  contoursFigure(),
		"arrows":    arrowsFigure(),
		"heat":      heatFigure(),
		"regions":   regionsFigure(),
		"sheet":     sheetFigure(),
		"images":    imagesFigure(rng),
	}
	var values, other []float64
	for range 1000 {
		values = append(values, rng.NormFloat64())
		other = append(other, 1+0.5*rng.NormFloat64())
	}
	g["histogram"] = Figure{
		Title: "Estimates of the slope", Alt: "Two histograms, the second narrower and centred at 1.",
		X: Axis{Label: "estimate"}, Y: Axis{Label: "count"},
	}.Add(Histogram("sphere", values, 30).Range(-4, 4), Histogram("orthogonal", other, 30).Range(-4, 4), VLine("true slope", 0.7))
	g["bars"] = Figure{
		Title: "How often b was found", Alt: "Bars of success rates for four methods, exact and with 8 bits.",
		X: Axis{Names: []string{"straight-through", "arctan", "soft rounding", "smoothed"}}, Y: Axis{Label: "success (%)", Max: 100},
	}.Add(
		Bars("exact y", []float64{0, 4, 6, 99.7}).Offset(0, 2),
		Bars("8 bits", []float64{0, 3, 5, 98.2}).Offset(1, 2),
	)
	g["bands"] = bandsFigure(rng)
	g["race"] = raceFigure()
	return g
}

func stepsFigure() Drawing {
	// y(x; b) over b at x = 1/2: pieces between the jumps b = 2n.
	var edges, mids []float64
	fig := Figure{
		Title: "y(½; b) = (⌊b/2⌋ + ½)/b jumps where b is even", Alt: "Falling pieces with a filled circle at each left end and an open one at each right end.",
		X: Axis{Label: "b"}, Y: Axis{Label: "y(½; b)"},
	}.Add()
	for n := 1.0; n < 6; n++ {
		piece := Func("", func(b float64) float64 { return (n + 0.5) / b }, 2*n, 2*n+2)
		fig.Add(piece.Color(0).Solid())
		edges = append(edges, (n+0.5)/(2*n))
		mids = append(mids, (n+0.5)/(2*n+2))
	}
	return fig.Add(
		Scatter("attained", []float64{2, 4, 6, 8, 10}, edges).Color(0),
		Scatter("only approached", []float64{4, 6, 8, 10, 12}, mids).Color(0).Open(),
		HLine("x = ½", 0.5), VLine("b = 5", 5),
	)
}

func vCurve(l Legend) Drawing {
	hs := Logspace(1e-14, 1, 120)
	var forward, central, four []float64
	f := math.Exp
	for _, h := range hs {
		forward = append(forward, math.Max(1e-17, math.Abs((f(1+h)-f(1))/h-math.E)))
		central = append(central, math.Max(1e-17, math.Abs((f(1+h)-f(1-h))/(2*h)-math.E)))
		four = append(four, math.Max(1e-17, math.Abs((8*(f(1+h)-f(1-h))-f(1+2*h)+f(1-2*h))/(12*h)-math.E)))
	}
	return Figure{
		Title: "The error of a difference has a best step",
		Alt:   "Three V-shaped curves of error against step on logarithmic axes, with two straight lines of theory.",
		X:     Axis{Label: "step h", Log: true}, Y: Axis{Label: "error |D f − f′|", Log: true, Min: 1e-15, Max: 10},
		Legend: l,
	}.Add(
		Func("½ h ‖f″‖", func(h float64) float64 { return h * math.E / 2 }, 1e-14, 1).Gray().Dashed(),
		Func("ε/h", func(h float64) float64 { return 2e-16 * math.E / h }, 1e-14, 1).Gray().Thin(),
		Line("forward, p = 1", hs, forward),
		Line("central, p = 2", hs, central),
		Line("four points, p = 4", hs, four),
		VLine("h = √ε", 1.5e-8), VLine("h = ∛ε", 6e-6), HLine("ε", 2.2e-16*10),
	)
}

func contoursFigure() Drawing {
	f := func(x, y float64) float64 { return math.Log1p(x*x)*math.Log1p(x*x) + 10*y*y }
	xs, ys := []float64{1.4}, []float64{0.9}
	mx, my := []float64{1.4}, []float64{0.9}
	vx, vy := 0.0, 0.0
	for i := range 40 {
		x, y := xs[i], ys[i]
		xs, ys = append(xs, x-0.09*4*x*math.Log1p(x*x)/(1+x*x)), append(ys, y-0.09*20*y)
		x, y = mx[i], my[i]
		vx, vy = 0.6*vx-0.03*4*x*math.Log1p(x*x)/(1+x*x), 0.6*vy-0.03*20*y
		mx, my = append(mx, x+vx), append(my, y+vy)
	}
	return Figure{
		Title: "Two descents of log²(1+x²) + 10y²", Alt: "Contours of a valley with a zigzag path and a smooth path to the minimum at the origin.",
		X: Axis{Label: "x"}, Y: Axis{Label: "y"},
	}.Add(
		Contours(GridFunc(f, Linspace(-1.8, 1.8, 121), Linspace(-1.1, 1.1, 81)), 0.03, 0.1, 0.3, 1, 2, 4, 8),
		Path("gradient descent", xs, ys), Path("momentum 0.6", mx, my),
		Note(0, 0, "minimum"),
	)
}

func arrowsFigure() Drawing {
	return Figure{
		Title: "What each method says −∇f is", Alt: "Five arrows from the point (2, −1) with error bars at their tips.",
		X: Axis{Label: "x₁"}, Y: Axis{Label: "x₂"}, Equal: true, Height: 440,
	}.Add(
		Arrow("analytic", 2, -1, 0, 1),
		Arrow("forward", 2, -1, 0.1, 1.05),
		Arrow("sphere, K = 10", 2, -1, 0.4, 0.6).Spread(0.3, 0.25),
		Arrow("Gaussian, K = 10", 2, -1, -0.5, 1.4).Spread(0.5, 0.4),
		Arrow("straight-through", 2, -1, 3, -0.4),
	)
}

func heatFigure() Drawing {
	f := func(x, y float64) float64 { return math.Sin(3*x) * math.Cos(2*y) * math.Exp(-(x*x+y*y)/6) }
	return Figure{
		Title: "A field", Alt: "A heat map of bumps and dips around the origin.",
		X: Axis{Label: "x"}, Y: Axis{Label: "y"},
	}.Add(Heat("f(x, y)", GridFunc(f, Linspace(-3, 3, 61), Linspace(-2, 2, 41))).Smooth().Diverging(0))
}

func regionsFigure() Drawing {
	kind := func(lambda, beta float64) float64 {
		a := 0.1
		switch disc := (1 + beta - a*lambda) * (1 + beta - a*lambda); {
		case a*lambda > 2+2*beta:
			return 2
		case disc < 4*beta:
			return 0
		}
		return 1
	}
	return Figure{
		Title: "How momentum moves along an eigenvector", Alt: "A phase diagram of three regions over eigenvalue and momentum.",
		X: Axis{Label: "eigenvalue λ", Log: true}, Y: Axis{Label: "momentum β"},
	}.Add(
		Regions([]string{"under-damped", "over-damped", "divergent"}, GridFunc(kind, Logspace(0.01, 100, 161), Linspace(0, 0.99, 100))),
		Scatter("best", []float64{3}, []float64{0.5}).Color(6),
	)
}

func sheetFigure() Drawing {
	s := SheetOf{
		Title: "Six rates on the same quadratic", Alt: "Six panels of paths for six learning rates.",
		SameX: true, SameY: true,
	}.Add()
	for _, eta := range []float64{0.01, 0.05, 0.2, 0.5, 0.9, 0.99} {
		var ks, fs, gs []float64
		for k := range 30 {
			ks = append(ks, float64(k))
			fs = append(fs, math.Max(1e-12, math.Pow(math.Abs(1-eta), 2*float64(k))))
			gs = append(gs, math.Max(1e-12, math.Pow(math.Abs(1-eta/2), 2*float64(k))))
		}
		s.Add(Figure{
			Title: "η = " + trim(eta), X: Axis{Label: "step"}, Y: Axis{Label: "f", Log: true},
		}.Add(Line("steep", ks, fs), Line("flat", ks, gs)))
	}
	return s
}

func trim(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

func imagesFigure(rng *rand.Rand) Drawing {
	const w, h = 256, 256
	clean, noisy, stairs := make([]float64, w*h), make([]float64, w*h), make([]float64, w*h)
	for y := range h {
		for x := range w {
			v := 0.5 + 0.3*math.Sin(float64(x)/20)*math.Cos(float64(y)/31) + 0.2*float64(x-y)/w
			if (x-128)*(x-128)+(y-100)*(y-100) < 2500 {
				v = 0.9
			}
			clean[y*w+x], noisy[y*w+x] = v, v+0.1*rng.NormFloat64()
			stairs[y*w+x] = (math.Floor(v*5) + 0.5) / 5
		}
	}
	return Images{
		Title: "An image and what became of it", Alt: "A smooth image with a disc, the same with noise, and the same in five grey levels; a crop of each below.",
		Zoom: image.Rect(100, 50, 148, 82),
	}.Add(
		Image("original", Gray(clean, w, h)),
		Image("noise σ = 0.1, PSNR 20.0 dB", Gray(noisy, w, h)),
		Image("b = 5", RGB(stairs, clean, stairs, w, h)),
	)
}

func bandsFigure(rng *rand.Rand) Drawing {
	fig := Figure{
		Title: "Error against evaluations: medians and quartiles of 30 seeds", Alt: "Three falling curves with bands on logarithmic axes.",
		X: Axis{Label: "evaluations", Log: true}, Y: Axis{Label: "f(x) − f*", Log: true}, Legend: LegendAtEnds,
	}.Add()
	for i, name := range []string{"K = 1", "K = 3", "K = n"} {
		xs := Logspace(10, 1e5, 40)
		var mid, lo, hi []float64
		for _, x := range xs {
			v := math.Pow(x, -0.5-0.25*float64(i)) * (1 + 0.1*rng.NormFloat64())
			mid, lo, hi = append(mid, v), append(lo, v*0.6), append(hi, v*1.7)
		}
		fig.Add(Band("", xs, lo, hi).Color(i), Line(name, xs, mid).Color(i))
	}
	return fig
}

// raceFigure has more curves than the palette has colours, and long names.
func raceFigure() Drawing {
	fig := Figure{
		Title: "A race of ten rules at equal cost, whose title is so long that it needs a second line to be read in full",
		Alt:   "Performance profiles of ten rules.",
		X:     Axis{Label: "within this factor of the best"}, Y: Axis{Label: "share of the problems"},
	}.Add()
	for i, name := range []string{"gradient descent", "momentum", "Nesterov", "Adagrad", "RMSprop", "Adam", "AdamW", "Nadam", "Lion", "signSGD"} {
		var edges, ys []float64
		for k := range 15 {
			edges = append(edges, 1+float64(k))
			ys = append(ys, 1-math.Exp(-float64(k+1)/(2+float64(i))))
		}
		fig.Add(Steps(name, append(edges, 16), ys).Risers())
	}
	return fig
}
