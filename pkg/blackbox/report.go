package blackbox

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gradstep/gradstep/pkg/fd"
)

//go:embed report.html
var reportText string

var reportPage = template.Must(template.New("report").Parse(reportText))

// page is what the template shows.
type page struct {
	Title, Command string
	Facts          []fact
	Charts         []chart
	Diagnoses      []diagnosed
	Failures       []failure
	MoreFailures   int
}

type fact struct{ Name, Value string }

type diagnosed struct {
	Name, Kind, Reason, Advice string
	Chart                      *chart
	Evidence                   []fd.Evidence
}

type failure struct {
	At     int
	X, Why string
}

// WriteReport writes what a run came to as one HTML file that needs nothing else: of a diagnosis (r
// nil) or of a descent. Equal runs give equal bits, whether or not they were interrupted.
func WriteReport(w io.Writer, e *Evaluator, ds []fd.Diagnosis, r *Result) error {
	if w == nil || e == nil || e.Command == nil {
		panic("blackbox: WriteReport: the writer, the evaluator or its command is nil")
	}
	p := page{Title: "What a program is like", Command: strings.Join(e.Command.Args, " ")}
	evaluations := e.Evaluations()
	if r != nil {
		p.Title = "Minimizing a program"
		ds = r.Diagnoses
		p.Facts = append(
			p.Facts,
			fact{"best x", exact(r.X)}, fact{"best value", fmt.Sprintf("%v, evaluation %d of %d", r.F, r.At, len(evaluations))},
			fact{"at the start", fmt.Sprintf("%v at %s", r.StartF, exact(r.Start))},
			fact{"at the end of descent", fmt.Sprintf("%v at %s", r.LastF, exact(r.Last))},
			fact{"gradient", r.Source.About}, fact{"steps", strconv.Itoa(r.Steps)},
		)
		p.Charts = append(p.Charts, progressChart(evaluations), stepChart(r))
		if len(r.X) == 2 {
			p.Charts = append(p.Charts, mapChart(evaluations, r))
		} else {
			p.Charts = append(p.Charts, variablesChart(r))
		}
	}
	p.Facts = append(p.Facts, fact{"evaluations", strconv.Itoa(len(evaluations))})
	const shown = 20
	for i, v := range evaluations {
		switch {
		case v.Failed == "":
		case len(p.Failures) == shown:
			p.MoreFailures++
		default:
			p.Failures = append(p.Failures, failure{i + 1, exact(v.X), v.Failed})
		}
	}
	p.Facts = append(p.Facts, fact{"failures", strconv.Itoa(len(p.Failures) + p.MoreFailures)})
	for i, d := range ds {
		p.Diagnoses = append(p.Diagnoses, newDiagnosed(i, d))
	}
	return reportPage.Execute(w, p)
}

func exact(x []float64) string { return numbers(x, "%v") }

// NameOf is how a diagnosis is called in a sentence: its kind and how sure it is.
func NameOf(d fd.Diagnosis) string {
	if d.Kind == fd.Unknown {
		return "unknown"
	}
	return fmt.Sprintf("%v (right in %.0f %% of such answers, or more)", d.Kind, math.Floor(100*d.Confidence))
}

// AdviceOf is the advice as a sentence.
func AdviceOf(d fd.Diagnosis) string {
	a := d.Advice
	switch a.Method {
	case fd.Differences:
		return fmt.Sprintf("Step %.3g, %d evaluations: %s.", a.Step, a.Evals, a.Why)
	case fd.Smoothing:
		return fmt.Sprintf("Radius %.3g, %d evaluations: %s.", a.Step, a.Evals, a.Why)
	}
	return Sentence(a.Why)
}

// Sentence begins a clause with a capital and ends it with a full stop.
func Sentence(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:] + "."
}

func newDiagnosed(i int, d fd.Diagnosis) diagnosed {
	c := &chart{title: "How f changes with the distance from the point, and what of it a cubic leaves", x: "distance, in units of the variable's scale", y: "f", logX: true, logY: true}
	spread, rough := series{name: "change of f", class: "first"}, series{name: "left by a cubic", class: "second"}
	for _, e := range d.Evidence {
		spread.points = append(spread.points, [2]float64{e.Distance, e.Spread})
		rough.points = append(rough.points, [2]float64{e.Distance, e.Rough})
	}
	c.series = []series{spread, rough}
	return diagnosed{Name: fmt.Sprintf("x%d", i), Kind: NameOf(d), Reason: Sentence(d.Reason), Advice: AdviceOf(d), Chart: c, Evidence: d.Evidence}
}

// progressChart shows each evaluation and the best so far.
func progressChart(evaluations []Evaluation) chart {
	c := chart{title: "Every value, and the best so far", x: "evaluation", y: "f", logY: true}
	values, failed, best := series{name: "value", class: "dots", dots: true}, series{name: "failed", class: "failed", dots: true}, series{name: "best so far", class: "best"}
	low := math.Inf(1)
	for i, v := range evaluations {
		at := [2]float64{float64(i + 1), v.F}
		if v.Failed != "" {
			failed.points = append(failed.points, at)
			continue
		}
		low = min(low, v.F)
		values.points = append(values.points, at)
		best.points = append(best.points, [2]float64{at[0], low})
	}
	c.series = []series{values, best}
	if len(failed.points) > 0 {
		c.series = append(c.series, failed)
	}
	return c
}

func stepChart(r *Result) chart {
	c := chart{title: "The value after each step", x: "step", y: "f", logY: true}
	s := series{name: "value", class: "step"}
	for i, f := range r.PathF {
		s.points = append(s.points, [2]float64{float64(i), f})
	}
	c.series = []series{s}
	return c
}

func mapChart(evaluations []Evaluation, r *Result) chart {
	at, path := series{name: "evaluated", class: "dots", dots: true}, series{name: "descent", class: "step"}
	for _, v := range evaluations {
		if len(v.X) < 2 {
			panic(fmt.Sprintf("blackbox: WriteReport: an evaluation of %d variables, want 2", len(v.X)))
		}
		at.points = append(at.points, [2]float64{v.X[0], v.X[1]})
	}
	for _, x := range r.Path {
		path.points = append(path.points, [2]float64{x[0], x[1]})
	}
	return chart{title: "Where the program was evaluated, and the way of descent", x: "x0", y: "x1", series: []series{at, path}}
}

// variablesChart shows the first three variables along the way, as what they have moved from the start.
func variablesChart(r *Result) chart {
	for _, x := range r.Path {
		if len(x) != len(r.X) || len(r.Start) != len(r.X) {
			panic(fmt.Sprintf("blackbox: WriteReport: a path of %d variables from a start of %d to %d", len(x), len(r.Start), len(r.X)))
		}
	}
	c := chart{title: "How far the variables have moved", x: "step", y: "x − start"}
	for i := range min(len(r.X), 3) {
		s := series{name: fmt.Sprintf("x%d", i), class: [...]string{"first", "second", "third"}[i]}
		for k, x := range r.Path {
			s.points = append(s.points, [2]float64{float64(k), x[i] - r.Start[i]})
		}
		c.series = append(c.series, s)
	}
	return c
}
