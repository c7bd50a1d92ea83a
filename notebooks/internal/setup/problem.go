package setup

import "strings"

// A Problem is a failure that its reader can mend: a plain sentence, and the
// command to type.
type Problem struct {
	What   string // a sentence or two
	Mend   string // the command, or commands, one a line; "" where there is none
	Detail string // the last lines of the program that failed; may be ""
	Err    error  // the cause; may be nil
}

// Error returns the sentence, the detail and the command as several lines.
func (p *Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.What)
	for _, line := range splitLines(p.Detail) {
		b.WriteString("\n    | " + line)
	}
	if p.Mend != "" {
		b.WriteString("\nTo mend it, type:")
		for _, line := range splitLines(p.Mend) {
			b.WriteString("\n    " + line)
		}
	}
	return b.String()
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

func splitLines(s string) []string {
	s = strings.TrimRight(s, "\n")
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}
