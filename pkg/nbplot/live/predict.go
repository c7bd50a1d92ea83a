package live

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"

	"github.com/gradstep/gradstep/pkg/nbplot"
)

// A Number asks for a number before it shows the right one, and says how far apart they are.
type Number struct {
	Question string
	Answer   float64
	Unit     string         // behind the number; may be empty
	Because  string         // one or two sentences that come with the answer
	Then     nbplot.Drawing // shown with the answer; nil: none
}

// A Choice asks the reader to pick one of several answers.
type Choice struct {
	Question string
	Answers  []string
	Right    int // index of the right one
	Because  string
	Then     nbplot.Drawing
}

// A Curve asks the reader to draw a curve on empty axes; then both stand together, with
// the largest distance between them.
type Curve struct {
	Question string
	X, Y     Range
	At, Is   []float64 // the right curve: points from left to right
	Because  string
	Then     nbplot.Drawing
}

// A Range is what an axis of a [Curve] shows.
type Range struct {
	Label    string  `json:"label"`
	Min, Max float64 `json:"-"`
	Log      bool    `json:"log"`
}

type rangeData struct {
	Range
	Min float64 `json:"min"`
	Max float64 `json:"max"`
}

type predictionData struct {
	Kind     string       `json:"kind"` // number, choice, curve
	Question string       `json:"question"`
	Number   float64      `json:"number,omitempty"`
	Unit     string       `json:"unit,omitempty"`
	Answers  []string     `json:"answers,omitempty"`
	Right    int          `json:"right,omitempty"`
	X        *rangeData   `json:"x,omitempty"`
	Y        *rangeData   `json:"y,omitempty"`
	Curve    [][2]float64 `json:"curve,omitempty"`
	Because  string       `json:"because"`
	Then     string       `json:"then,omitempty"` // HTML
}

// Show asks. Where nobody can answer, and in the saved file, the answer is folded.
func (n Number) Show() {
	if math.IsNaN(n.Answer) || math.IsInf(n.Answer, 0) {
		nbplot.Fail(fmt.Errorf("live: the answer to %q is %v: with these numbers there is nothing to predict", n.Question, n.Answer))
	}
	answer := strconv.FormatFloat(n.Answer, 'g', 4, 64)
	if n.Unit != "" {
		answer += " " + n.Unit
	}
	ask(predictionData{Kind: "number", Question: n.Question, Number: n.Answer, Unit: n.Unit, Because: n.Because}, answer+".", n.Then)
}

// Show asks; see [Number.Show]. A Right that is no index of Answers panics.
func (c Choice) Show() {
	if c.Right < 0 || c.Right >= len(c.Answers) {
		panic(fmt.Sprintf("live: choice %q: answer %d of %d is right", c.Question, c.Right, len(c.Answers)))
	}
	ask(predictionData{Kind: "choice", Question: c.Question, Answers: c.Answers, Right: c.Right, Because: c.Because}, c.Answers[c.Right]+".", c.Then)
}

// Show asks; see [Number.Show]. At and Is of different length panic; a point that has no
// place on the axes ends the cell with a sentence.
func (c Curve) Show() {
	if len(c.At) != len(c.Is) || len(c.At) < 2 {
		panic(fmt.Sprintf("live: curve %q: %d places and %d values", c.Question, len(c.At), len(c.Is)))
	}
	points := make([][2]float64, len(c.At))
	for i, x := range c.At {
		if !c.X.holds(x) || !c.Y.finite(c.Is[i]) {
			nbplot.Fail(fmt.Errorf("live: curve %q: the point (%v, %v) has no place on the axes", c.Question, x, c.Is[i]))
		}
		points[i] = [2]float64{x, c.Is[i]}
	}
	ask(predictionData{
		Kind: "curve", Question: c.Question, Because: c.Because, Curve: points,
		X: &rangeData{c.X, c.X.Min, c.X.Max}, Y: &rangeData{c.Y, c.Y.Min, c.Y.Max},
	}, "", c.Then)
}

func (r Range) holds(v float64) bool { return v >= r.Min && v <= r.Max && r.finite(v) }

func (r Range) finite(v float64) bool {
	return !math.IsNaN(v) && !math.IsInf(v, 0) && (!r.Log || v > 0)
}

// ask displays a question. The saved form folds the answer.
func ask(data predictionData, answer string, then nbplot.Drawing) {
	if then == nil && data.Kind == "curve" {
		then = nbplot.Figure{
			Alt: "The answer to: " + data.Question,
			X:   nbplot.Axis{Label: data.X.Label, Log: data.X.Log}, Y: nbplot.Axis{Label: data.Y.Label, Log: data.Y.Log},
		}.Add(nbplot.Line("", column(data.Curve, 0), column(data.Curve, 1)))
	}
	var figure string
	if then != nil {
		var err error
		if figure, err = then.HTML(); err != nil {
			nbplot.Fail(err)
		}
	}
	var fold strings.Builder
	fmt.Fprintf(&fold, "<p><b>Predict.</b> %s</p><details><summary>Open this when you have your answer</summary><p><b>%s</b> %s</p>%s</details>",
		html.EscapeString(data.Question), html.EscapeString(answer), html.EscapeString(data.Because), figure)
	if data.Kind != "curve" {
		data.Then = figure
	}
	display(PredictionType, data, fold.String(), "Predict: "+data.Question, nil)
}

func column(points [][2]float64, i int) []float64 {
	out := make([]float64, len(points))
	for k, p := range points {
		out[k] = p[i]
	}
	return out
}
