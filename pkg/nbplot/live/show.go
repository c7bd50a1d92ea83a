package live

import (
	"encoding/json"
	"fmt"
	"image"
	"maps"
	"slices"

	"github.com/gradstep/gradstep/pkg/nbplot"
)

// The types of the data that a page makes live.
const (
	FigureType     = "application/vnd.gradstep.figure+json"
	PredictionType = "application/vnd.gradstep.prediction+json"
)

// figureData is what a page needs to know of a figure.
type figureData struct {
	Figure  string   `json:"figure"`
	Title   string   `json:"title"`
	Alt     string   `json:"alt"`
	Sliders []Slider `json:"sliders"`
	Play    bool     `json:"play"`
}

// Show displays the figure. A figure that cannot be drawn ends the cell with a sentence that
// says why. Outside a notebook Show prints the title and the Alt text.
func (f Figure) Show() {
	still, err := f.Still()
	if err != nil {
		nbplot.Fail(err)
	}
	sliders := make([]Slider, len(f.Sliders))
	for i, s := range f.Sliders {
		s.Steps = s.steps()
		sliders[i] = s
	}
	display(FigureType, figureData{f.Name, f.Title, f.Alt, sliders, f.Play}, still, fmt.Sprintf("[figure] %s: %s", f.Title, f.Alt), f.fallback())
}

// fallback is the figure as it is at the start, or on the way of one that plays.
func (f Figure) fallback() map[string]string {
	v := f.start()
	if f.Play {
		v[0] = f.Sliders[0].between(0.7)
	}
	drawings, err := f.drawn(v)
	if err != nil {
		nbplot.Fail(err)
	}
	photographs := slices.ContainsFunc(drawings, func(d nbplot.Drawing) bool { _, is := d.(*nbplot.Gallery); return is })
	return nbplot.Fallback(func() (*image.RGBA, error) { return joined(drawings) }, photographs)
}

func display(mime string, data any, page, plain string, forms map[string]string) {
	text, err := json.Marshal(data)
	if err != nil {
		panic("live: " + err.Error()) // finite numbers and texts, all of them checked
	}
	all := map[string]string{mime: string(text)}
	maps.Copy(all, forms)
	nbplot.Display(page, plain, all)
}
