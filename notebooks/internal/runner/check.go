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
// of the file, see [nbfile.Tolerance.Compare]. Its error is a *[Difference] when they
// differ.
//
// It takes no kernel as long as all is well: see executeComposed, which executes
// the same programs in a fifth of the time. When the notebook then fails or
// differs, it is executed again cell by cell in a kernel, as a reader does, and
// what that shows is the result. With a Target there is no kernel to be asked.
func Check(ctx context.Context, file string, o Options) error {
	nb, _, err := read(file)
	if err != nil {
		return err
	}
	if !o.InKernel {
		done, err := executeComposed(ctx, file, nb, o)
		if err == nil {
			err = compare(nb, done, o.tolerance())
		}
		if err == nil || ctx.Err() != nil || o.Target != nil {
			return err
		}
		if o.Again != nil {
			o.Again(err)
		}
	}
	done, err := execute(ctx, file, nb, o)
	if err != nil {
		return err
	}
	return compare(nb, done, nbfile.Here)
}

// tolerance is that of the processor which executes the cells.
func (o *Options) tolerance() nbfile.Tolerance {
	if o.Target != nil {
		return nbfile.Elsewhere
	}
	return nbfile.Here
}

// compare returns the *[Difference] between a notebook and its execution, or nil.
func compare(nb, done *nbfile.Notebook, t nbfile.Tolerance) error {
	var list []string
	number := 0
	for i := range done.Cells {
		was, is := &nb.Cells[i], &done.Cells[i]
		if was.Kind != nbfile.Code || slices.Contains(was.Tags(), tagSkip) {
			continue
		}
		number = max(number, is.Count)
		t := t
		if t == nbfile.Elsewhere && slices.Contains(was.Tags(), tagChaotic) {
			t = nbfile.Chaotic
		}
		differences := t.Compare(was.Outputs, is.Outputs)
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
