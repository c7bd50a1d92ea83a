package main

import (
	"fmt"
	"io"
	"strings"
)

// styleReport is what -json prints.
type styleReport struct {
	Explained bool          `json:"explained"`
	Agree     int           `json:"agree"`
	Total     int           `json:"total"`
	Tol       float64       `json:"tol_levels"`
	Near      float64       `json:"near"`
	Runs      int           `json:"runs"`
	Filters   []styleFilter `json:"filters"`
	Notes     []string      `json:"notes"`
}

type styleFilter struct {
	Filter     string           `json:"filter"`
	Parameters []styleParameter `json:"parameters"`
}

type styleParameter struct {
	Name       string  `json:"name"`
	Value      float64 `json:"value"`
	Found      bool    `json:"found"` // false: it was given
	Lo         float64 `json:"lo"`
	Hi         float64 `json:"hi"`
	Determined bool    `json:"determined"`
}

// writeText prints a chain file with comments.
func (r *fittedStyle) writeText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# %d of %d samples agree (%s) within %v grey levels\n", r.Agree, r.Total, percent(r.Agree, r.Total), r.Tol)
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "# Note: %s.\n", n)
	}
	for _, l := range r.Filters {
		line := l.Filter
		var notes []string
		for _, p := range l.Parameters {
			line += fmt.Sprintf(" %s=%.6g", p.Name, p.Value)
			if p.Found {
				note := fmt.Sprintf("%s %.5g to %.5g", p.Name, p.Lo, p.Hi)
				if !p.Determined {
					note += ", not determined"
				}
				notes = append(notes, note)
			}
		}
		if len(notes) > 0 {
			line = fmt.Sprintf("%-44s # %s", line, strings.Join(notes, "; "))
		}
		b.WriteString(line + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// undetermined says in one sentence what the images do not tell.
func (r *fittedStyle) undetermined() error {
	if !r.Explained {
		return fmt.Errorf("%s", r.Notes[0])
	}
	var names []string
	for _, l := range r.Filters {
		for _, p := range l.Parameters {
			if !p.Determined {
				names = append(names, l.Filter+" "+p.Name)
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	return fmt.Errorf("the images do not determine %s: other values make nearly the same of them", strings.Join(names, ", "))
}
