// Package nbplot draws the figures of notebooks: curves, level lines, fields,
// pictures, tables, in one style, each with a text for those who cannot see it.
//
//	nbplot.Figure{
//		Title: "Momentum overtakes", Alt: "Two falling curves; momentum's falls faster.",
//		X: nbplot.Axis{Label: "step"}, Y: nbplot.Axis{Label: "f(x)", Log: true},
//	}.Add(
//		nbplot.Line("gradient descent", steps, plain),
//		nbplot.Line("momentum", steps, heavy),
//		nbplot.HLine("tolerance", 1e-6),
//	).Show()
//
// # Map
//
//   - [Figure] (axes, title) makes a [Plot] of marks: [Line], [Func], [Scatter],
//     [Steps], [Path], [Band], [ErrorBars], [HLine], [VLine], [Arrow], [Note],
//     [Bars], [Histogram]; on a [Grid] [Heat], [Regions], [Contours].
//   - [SheetOf] makes a [Sheet] of plots: small multiples.
//   - [Images] makes a [Gallery] of pictures side by side, with an enlarged part.
//   - [Table] shows numbers; [Progress] shows how far a long computation is.
//   - Package live, below, shows a figure that follows sliders.
//
// In a cell:
//
//	p := nbplot.Figure{Title: "y(½; b)", Alt: "A sawtooth in b.", X: nbplot.Axis{Label: "b"}}.Add()
//	for _, b := range jumps {
//		p.Add(nbplot.VLine("", b))
//	}
//	p.Show()
//
// # Rules
//
// Alt is required. Slices of different length are a mistake of the program and
// panic; NaN, Inf and values without a place on their axis are errors that name
// the curve and the index, from SVG, PNG and HTML, while Show ends the cell with
// the sentence. Slices are copied when a mark is made.
//
// Names stand outside the data: in rows above it, in a column or at the curves'
// ends. Curves take the slots of a palette for colour-blind readers in turn, and
// dashes and markers that go with them, so that they differ without colour.
//
// Lines become SVG and fields PNG of double resolution, both inside an <img>
// element, the one form that JupyterLab shows in a notebook that is not trusted.
// A notebook that is executed to be saved gets a [Fallback] beside it, for viewers
// that take no HTML.
// Letters are outlines of DejaVu Sans Condensed, so that a figure looks the same
// everywhere; a label with a sign that the font lacks is an error. The same
// figure has the same bytes in every run.
//
// # Building blocks
//
// Paths and pixels are gonum/plot's packages vg and vgimg. Its charts are not
// used: their legends cover data, and linking them makes each cell of a notebook
// wait longer.
package nbplot
