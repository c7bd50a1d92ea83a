package live

import (
	"fmt"
	"strings"

	"github.com/gradstep/gradstep/pkg/nbplot"
)

// larger is how much larger photographs are in a page than in the saved form, of which a file holds several.
const larger = 1.4

// Paint draws a figure for the values of its sliders and returns it as HTML. Values outside
// a slider's range are moved to its nearer end; a wrong number of them, and what
// goes wrong while it is drawn, is an error.
func (f Figure) Paint(v []float64) (page string, err error) {
	drawings, err := f.drawn(v)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for _, d := range drawings {
		draw := d.HTML
		if photos, ok := d.(*nbplot.Gallery); ok {
			draw = func() (string, error) { return photos.Light(larger) }
		}
		img, err := draw()
		if err != nil {
			return "", err
		}
		out.WriteString(img)
	}
	return out.String(), nil
}

func (f Figure) drawn(v []float64) (drawings []nbplot.Drawing, err error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	if len(v) != len(f.Sliders) {
		return nil, fmt.Errorf("live: figure %q got %d values for %d sliders", f.Name, len(v), len(f.Sliders))
	}
	values := make([]float64, len(v))
	for i, s := range f.Sliders {
		values[i] = s.clamped(v[i])
	}
	defer func() {
		if r := recover(); r != nil { // a page has nobody to read a stack
			err = fmt.Errorf("live: figure %q at %s: %v", f.Name, f.caption(values), r)
		}
	}()
	return f.Draw(values), nil
}
