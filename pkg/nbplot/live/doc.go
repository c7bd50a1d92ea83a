// Package live shows a figure that follows sliders in a GoNB notebook, and the
// same as a sheet of small multiples where nobody can move them: in a saved
// notebook, with GRADSTEP_STATIC=1, and outside a notebook.
//
//	live.Sliders{
//		Title: "Momentum in a ravine", Alt: "Paths in a ravine for nine settings.",
//		Sliders: []live.Slider{
//			{Label: "α", Min: 0.0005, Max: 0.006, Value: 0.0035},
//			{Label: "β", Min: 0, Max: 0.99, Value: 0.83},
//		},
//	}.Show(func(v []float64) *nbplot.Plot { return ravine(v[0], v[1]) })
//
// It is a package of its own, since the widgets of gonbui make every program
// that imports them larger and slower to link.
package live
