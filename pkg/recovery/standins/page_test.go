package standins

import (
	"fmt"
	"strconv"

	"github.com/gradstep/gradstep/pkg/recovery/trials"
	"github.com/gradstep/gradstep/pkg/study"
)

// pageTables returns the tables of docs/recovering-b.md as Markdown, by name, from those of this study and from
// the results of the study recovery.
func pageTables(cells, ratchet, results study.Table) map[string]string {
	return map[string]string{"straight-through": straight(cells), "best-cells": most(cells), "ratchet": beside(ratchet, results)}
}

// straight is straight-through on 512 pixels, measured and predicted.
func straight(cells study.Table) string {
	m := study.Table{Columns: []string{
		"rule", "rate", "exact, random start", "theory", "exact, from 5", "theory", "8 bits, random start", "theory", "8 bits, from 5", "theory",
	}}
	of := cells.Where("stand-in", "straight-through").Where("pixels", 512)
	for _, rule := range of.Distinct("rule") {
		for _, rate := range of.Where("rule", rule).Distinct("rate") {
			row := []any{rule, rate}
			for _, y := range []string{"exact", "8 bits"} {
				for _, start := range []string{"random", "5"} {
					cell := of.Where("rule", rule).Where("rate", rate).Where("y", y).Where("start", start)
					row = append(row, Share(cell), fmt.Sprintf("%.0f", 100*cell.Value("predicted")))
				}
			}
			m.Add(row...)
		}
	}
	return m.Markdown()
}

// most is, for each stand-in on 128 pixels and exact y, the cell that found the most.
func most(cells study.Table) string {
	m := study.Table{Columns: []string{"stand-in", "random start", "with", "from 5", "with"}}
	for _, name := range cells.Distinct("stand-in") {
		row := []any{name}
		for _, start := range []string{"random", "5"} {
			best := Best(cells.Where("stand-in", name).Where("pixels", 128).Where("y", "exact").Where("start", start))
			row = append(row, Share(best), best.Text("rule")[0]+" "+best.Text("rate")[0])
		}
		m.Add(row...)
	}
	return m.Markdown()
}

// beside is the ratchet and the annealed descent.
func beside(ratchet, results study.Table) string {
	head := []string{"method", "passes"}
	for _, s := range trials.Scenarios() {
		head = append(head, s.Name)
	}
	m := study.Table{Columns: head}
	add := func(name, passes string, t study.Table) {
		row := []any{name, passes}
		for _, s := range trials.Scenarios() {
			row = append(row, Share(t.Where("scenario", s.Name)))
		}
		m.Add(row...)
	}
	annealed := trials.Annealed(trials.Steps).Name
	add(annealed, strconv.Itoa(trials.Passes), results.Where("method", annealed))
	add(Ratchet(trials.Steps).Name, "≤ "+strconv.Itoa(trials.Steps), ratchet)
	return m.Markdown()
}
