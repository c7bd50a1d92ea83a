package live

import (
	"fmt"
	"html"
	"strings"

	"github.com/gradstep/gradstep/pkg/nbplot"
)

// A Figure is one that its reader moves.
type Figure struct {
	Name    string // the page finds Draw by it; see package figures
	Title   string
	Alt     string // required: what the saved form shows, in a sentence
	Sliders []Slider

	// Play lets the first slider move from its Min to its Max by itself.
	Play   bool
	Frames int // of the saved form of a figure that plays; 0: 24

	// Panels are the settings of the saved form of a figure that does not play, one value
	// for each slider. None: five values of a single slider; three by three of the
	// first two, the others at their Value.
	Panels [][]float64
	Cols   int // of the saved form; 0: three

	// Draw draws the figure for the sliders' values, the same for the same values. Several
	// drawings stand beside each other where there is room.
	Draw func(v []float64) []nbplot.Drawing
}

// One is a single drawing, as Draw returns it.
func One(d nbplot.Drawing) []nbplot.Drawing { return []nbplot.Drawing{d} }

func (f Figure) check() error {
	switch {
	case f.Name == "" || f.Draw == nil:
		return fmt.Errorf("live: figure %q needs a Name and a function that draws it", f.Title)
	case f.Alt == "":
		return fmt.Errorf("live: figure %q: %w", f.Name, nbplot.ErrNoAlt)
	case len(f.Sliders) == 0:
		return fmt.Errorf("live: figure %q has no sliders", f.Name)
	}
	for _, s := range f.Sliders {
		if err := s.check(); err != nil {
			return fmt.Errorf("figure %q: %w", f.Name, err)
		}
	}
	for i, v := range f.Panels {
		if len(v) != len(f.Sliders) {
			return fmt.Errorf("live: figure %q: panel %d has %d values for %d sliders", f.Name, i, len(v), len(f.Sliders))
		}
	}
	return nil
}

// settings are the values of the saved form's panels.
func (f Figure) settings() [][]float64 {
	if len(f.Panels) > 0 {
		return f.Panels
	}
	first := f.Sliders[0]
	var out [][]float64
	if len(f.Sliders) == 1 {
		for _, v := range []float64{first.Min, (first.Min + first.Value) / 2, first.Value, (first.Value + first.Max) / 2, first.Max} {
			if len(out) == 0 || v != out[len(out)-1][0] {
				out = append(out, []float64{v})
			}
		}
		return out
	}
	third := func(s Slider) []float64 { return []float64{s.between(0.2), s.Value, s.between(0.9)} }
	for _, v := range third(f.Sliders[1]) {
		for _, u := range third(first) {
			row := f.start()
			row[0], row[1] = u, v
			out = append(out, row)
		}
	}
	return out
}

// start are the values at which the sliders start.
func (f Figure) start() []float64 {
	v := make([]float64, len(f.Sliders))
	for i, s := range f.Sliders {
		v[i] = s.Value
	}
	return v
}

// Still returns the saved form of the figure as HTML: an animated image of a figure that
// plays, a sheet of its Panels otherwise.
func (f Figure) Still() (string, error) {
	if err := f.check(); err != nil {
		return "", err
	}
	if f.Play {
		return f.motion()
	}
	sheet := nbplot.SheetOf{Title: f.Title, Alt: f.Alt, Cols: f.Cols, SameX: true, SameY: true}.Add()
	var page strings.Builder
	for _, v := range f.settings() {
		drawings := f.Draw(append([]float64(nil), v...))
		if p, ok := drawings[0].(*nbplot.Plot); ok && len(drawings) == 1 {
			sheet.Add(p.Title(f.caption(v)))
			continue
		}
		row, err := side(drawings)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&page, "<p>%s</p>%s", html.EscapeString(f.caption(v)), row)
	}
	if page.Len() == 0 {
		return sheet.HTML()
	}
	return "<p><b>" + html.EscapeString(f.Title) + "</b></p>" + page.String(), nil
}

// side puts drawings beside each other: in a table, since pages that nbconvert makes put
// each image on a line of its own.
func side(drawings []nbplot.Drawing) (string, error) {
	var page strings.Builder
	for _, d := range drawings {
		img, err := d.HTML()
		if err != nil {
			return "", err
		}
		page.WriteString("<td>" + img + "</td>")
	}
	return "<table><tr>" + page.String() + "</tr></table>", nil
}
