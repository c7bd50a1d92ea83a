// Command rivals draws the figure of docs/rivals.md from the tables of the comparison, into this folder:
//
//	go run .
package main

import (
	"fmt"
	"os"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/rivals"
	"github.com/gradstep/gradstep/pkg/testfunc"
)

const file = "profiles.svg"

func main() {
	svg, err := draw()
	if err == nil {
		err = os.WriteFile(file, svg, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// shown are the solvers of the figure: the best of others, and ours from the best to the worst.
var shown = []string{"forward, L-BFGS", "Py-BOBYQA", "COBYQA", "Nelder–Mead", "CMA-ES", "central", "SPSA", "random search"}

// draw makes the data profiles to 10⁻³, a panel for each form.
func draw() ([]byte, error) {
	tables, err := rivals.LoadTables("../../testdata")
	if err != nil {
		return nil, err
	}
	sheet := nbplot.SheetOf{
		Title: "Share of Moré and Wild's problems that is solved to 10⁻³", Cols: 2, Width: 880, PanelHeight: 270, SameX: true, SameY: true,
		Alt: "Four panels of rising curves against evaluations over n + 1. Smooth: L-BFGS with forward differences, BOBYQA and " +
			"COBYQA rise first and end at nine tenths, Nelder–Mead and CMA-ES follow, central differences and SPSA with a rule end at four " +
			"tenths, random search near 0. With kinks all end below six tenths, Nelder–Mead highest. With noise BOBYQA and COBYQA lead.",
	}.Add()
	titles := map[testfunc.Form]string{
		testfunc.SumSquares: "smooth", testfunc.SumAbs: "kinks", testfunc.Wild: "deterministic noise", testfunc.UniformNoise: "random noise",
	}
	alphas := nbplot.Logspace(1, 100, 61)
	for _, form := range rivals.ShownForms {
		entries := tables.Entries(form)
		panel := nbplot.Figure{
			Title: titles[form], X: nbplot.Axis{Label: "evaluations / (n + 1)", Log: true, Min: 1, Max: 100},
			Y: nbplot.Axis{Label: "share solved", Min: 0, Max: 1},
		}.Add()
		for i, name := range shown {
			for _, e := range entries {
				if e.Name != name {
					continue
				}
				var share []float64
				for _, a := range alphas {
					share = append(share, rivals.Profile(e.Runs, 1, a).Value)
				}
				if name == "central" || name == "SPSA" {
					name += " with a rule"
				}
				line := nbplot.Line(name, alphas, share).Color(i)
				if name == "random search" {
					line.Gray()
				}
				panel.Add(line)
			}
		}
		sheet.Add(panel)
	}
	return sheet.SVG()
}
