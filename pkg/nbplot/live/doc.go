// Package live holds what answers a reader in the page itself: figures that follow
// sliders, figures that move, and questions that are answered before their answer shows.
//
//	live.Figure{
//		Name: "ravine", Title: "Momentum in a ravine", Alt: "Paths in a ravine for nine settings.",
//		Sliders: []live.Slider{
//			{Label: "α", Min: 0.0005, Max: 0.006, Value: 0.0035},
//			{Label: "β", Min: 0, Max: 0.99, Value: 0.83},
//		},
//		Draw: func(v []float64) []nbplot.Drawing { return live.One(ravine(v[0], v[1])) },
//	}.Show()
//
// # Map
//
//   - [Figure] shows sliders over a figure: figure.go, slider.go, show.go
//   - a Figure with Play moves by itself, and is saved as an animated image: motion.go
//   - [Number], [Choice] and [Curve] ask before they show: predict.go
//   - [Figure.Paint] is what a page calls to draw a figure anew: paint.go
//
// # How it lives
//
// A cell displays a bundle of three forms. The first is data, of the types
// [FigureType] and [PredictionType]: a front end that knows them shows sliders and asks
// questions, also in a notebook that is not trusted and without a kernel, since
// the functions that draw are compiled to WebAssembly and lie beside its script. Every
// other viewer shows the second form, HTML with images in it: a sheet of small
// multiples, an animated image, or a question whose answer is folded. The third is the
// plain text.
//
// The function that draws is found by the figure's name, so it must be one of those
// that package figures lists, and draw the same in every call with the same values.
package live
