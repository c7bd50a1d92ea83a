// Package doctor says of each requirement of the course what was found, what is
// wrong, and which command mends it.
package doctor

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// Run writes one line for each requirement and says whether all are met.
func Run(ctx context.Context, m setup.Machine, c setup.Course, out io.Writer) bool {
	well := true
	for _, f := range setup.Inspect(ctx, m, c) {
		fmt.Fprintln(out, line(f))
		well = well && f.Err == nil
	}
	return well
}

// line is a finding as one line, however many its problem has.
func line(f setup.Finding) string {
	if f.Err == nil {
		return fmt.Sprintf("✓ %-16s %s", f.Name, f.Found)
	}
	what, mend := f.Err.Error(), "go run ./notebooks setup"
	var p *setup.Problem
	if errors.As(f.Err, &p) {
		what, mend = p.What, oneLine(p.Mend)
	}
	return fmt.Sprintf("✗ %-16s %s Type: %s", f.Name, strings.ReplaceAll(what, "\n", " "), mend)
}

// oneLine joins commands so that they can be typed at once. Remarks are left
// out.
func oneLine(commands string) string {
	var parts []string
	for command := range strings.Lines(commands) {
		command, _, _ = strings.Cut(command, "    #")
		if command = strings.TrimSpace(command); command != "" {
			parts = append(parts, command)
		}
	}
	return strings.Join(parts, " && ")
}
