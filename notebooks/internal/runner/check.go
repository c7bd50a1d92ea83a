package runner

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// A Difference is the error of Check: the notebook ran to its end, but its file
// tells something else.
type Difference struct {
	Cells []string // one text for each cell that differs
}

func (d *Difference) Error() string {
	return strings.Join(d.Cells, "\n") + "\nIf this is right: go run ./notebooks run FILE"
}

// Check executes a notebook and compares its outputs and its counts with those
// of the file, see [nbfile.Compare]. Its error is a *[Difference] when they
// differ.
//
// Cells that only declare are executed together with the one that follows, in
// half the time. When the notebook then fails or differs, it is executed again
// cell by cell, and what that shows is the result. With a Target, one execution
// is enough: a cell that fails does not end it.
func Check(ctx context.Context, file string, o Options) error {
	nb, _, err := read(file)
	if err != nil {
		return err
	}
	err = check(ctx, file, nb, o, func(cells []int) []program { return grouped(nb, cells) })
	if err != nil && ctx.Err() == nil && o.Target == nil {
		err = check(ctx, file, nb, o, single)
	}
	return err
}

func check(ctx context.Context, file string, nb *nbfile.Notebook, o Options, programs func([]int) []program) error {
	run := execute
	if o.Target != nil {
		run = executeElsewhere
	}
	done, err := run(ctx, file, nb, o, programs)
	if err != nil {
		return err
	}
	var list []string
	number := 0
	for i := range done.Cells {
		was, is := &nb.Cells[i], &done.Cells[i]
		if was.Kind != nbfile.Code || slices.Contains(was.Tags(), tagSkip) {
			continue
		}
		number = max(number, is.Count)
		differences := nbfile.Compare(was.Outputs, is.Outputs)
		if was.Count != is.Count {
			differences = append([]string{countDifference(was.Count, is.Count)}, differences...)
		}
		if len(differences) > 0 {
			list = append(list, fmt.Sprintf("cell [%d] (%.60s)", number, firstLine(is.Source))+"\n"+indent(strings.Join(differences, "\n"), "    "))
		}
	}
	if list != nil {
		return &Difference{Cells: list}
	}
	return nil
}

func countDifference(file, now int) string {
	name := func(n int) string {
		if n == 0 {
			return "no count"
		}
		return fmt.Sprintf("[%d]", n)
	}
	return fmt.Sprintf("the file has %s, executed from the start it is %s: cells were executed in another order, moved, or added", name(file), name(now))
}
