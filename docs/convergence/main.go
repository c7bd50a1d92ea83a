// Command convergence draws the figures of docs/convergence.md from the tables of
// the study, into this folder:
//
//	go run .
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/study"
)

// results is where the tables are, from this folder.
const results = "../../testdata/study/convergence"

func main() {
	if err := draw("."); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// figures lists the files by name.
func figures() (map[string]nbplot.Drawing, error) {
	var missing error
	load := func(name string) study.Table {
		t, err := study.Load(results, name)
		missing = errors.Join(missing, err)
		return t
	}
	moments, nonsmooth, smooth := load("moments"), load("nonsmooth"), load("smooth")
	directions, radius, benchmark := load("directions"), load("radius"), load("benchmark")
	profiles, training := load("profiles"), load("training")
	if missing != nil {
		return nil, missing
	}
	return map[string]nbplot.Drawing{
		"moments":    drawMoments(moments),
		"rates":      drawRates(nonsmooth, smooth),
		"directions": drawDirections(directions),
		"radius":     drawRadius(radius),
		"benchmark":  drawBenchmark(benchmark),
		"sources": drawRace(profiles, "Data profiles, τ = 0.001: each source with its best rule", "sources",
			"analytic", "forward", "central", "sphere", "orthogonal", "SPSA", "Nelder–Mead"),
		"rules": drawRace(profiles, "Data profiles, τ = 0.001: each rule with its best source but the analytic one", "rules",
			"SGD", "Momentum", "Nesterov", "Adagrad", "RMSprop", "Adam", "Lion", "SignSGD"),
		"training": drawTraining(training),
	}, nil
}

func draw(dir string) error {
	all, err := figures()
	if err != nil {
		return err
	}
	for name, f := range all {
		svg, err := f.SVG()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".svg"), svg, 0o644); err != nil {
			return err
		}
	}
	return nil
}
