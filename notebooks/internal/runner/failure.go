package runner

import (
	"cmp"
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// A CellError says which cell of a notebook could not be executed, and why.
type CellError struct {
	Cell   int    // number as JupyterLab shows it
	Line   int    // of the cell, from 1; 0: not known
	Source string // that line, or the cell's first line of code
	Report string // what the compiler or the program said, or ""
	Err    error

	clean cleaner // of the kernel's paths
}

func (e *CellError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "cell [%d]", e.Cell)
	if e.Line > 0 {
		fmt.Fprintf(&b, ", line %d", e.Line)
	}
	fmt.Fprintf(&b, ": %v\n    %s", e.Err, strings.TrimSpace(e.Source))
	if e.Report != "" {
		b.WriteString("\n" + indent(e.Report, "  | "))
	}
	return e.clean.text(b.String())
}

func (e *CellError) Unwrap() error { return e.Err }

// GoNB names a line of a cell as Cell[3]: Line 2 in what the compiler said, and
// as [[ Cell [3] Line 2 ]] in a stack.
var cellLine = regexp.MustCompile(`Cell ?\[(\d+)\]:? Line (\d+)`)

var (
	styleBlock = regexp.MustCompile(`(?s)<style>.*?</style>`)
	// The context of a message repeats lines of the program, in HTML without
	// nested elements but for the line meant.
	contextBlock = regexp.MustCompile(`(?s)<div class="gonb-err-context">.*?(?:<div class="gonb-err-line">.*?</div>.*?)?</div>`)
	anyTag       = regexp.MustCompile(`<[^>]*>`)
	escapeCode   = regexp.MustCompile("\x1b\\[[0-9;]*m")
	// What GoNB passes on says it no better than the text that it stands in.
	failedRun = regexp.MustCompile(`^failed to run ".*": (exit status \d+)$`)
)

const reportLines = 25

func newCellError(number int, c *nbfile.Cell, outputs []nbfile.Output, err error) *CellError {
	e := &CellError{Cell: number, Err: err}
	if m := failedRun.FindStringSubmatch(err.Error()); m != nil {
		e.Err = fmt.Errorf("it does not compile (%s)", m[1])
	}
	report, page := report(outputs)
	e.Report = firstLines(report, reportLines)
	lines := strings.Split(c.Source, "\n")
	// The page first: GoNB marks the lines of a stack in whatever piece of it
	// arrives, and misses a place that two pieces share.
	for _, m := range cellLine.FindAllStringSubmatch(page+report, -1) {
		cell, _ := strconv.Atoi(m[1])
		line, _ := strconv.Atoi(m[2])
		if cell == number && line >= 1 && line <= len(lines) {
			e.Line, e.Source = line, lines[line-1]
			return e
		}
	}
	e.Source = firstLine(c.Source)
	return e
}

// firstLine returns the first line of a cell that says what it is about.
func firstLine(source string) string {
	block := false
	for line := range strings.Lines(source) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "import ("):
			block = !strings.HasSuffix(line, ")")
		case block:
			block = line != ")"
		case line == "", line == "%%", strings.HasPrefix(line, "//"), strings.HasPrefix(line, "import "):
		default:
			return line
		}
	}
	return strings.TrimSpace(source[:strings.IndexByte(source+"\n", '\n')])
}

// report collects what outputs say about an error, as plain text, and what
// GoNB's page about it says.
func report(outputs []nbfile.Output) (text, page string) {
	var stderr, pages, trace strings.Builder
	for _, o := range outputs {
		switch o.Kind {
		case nbfile.Stream:
			if o.Name == "stderr" {
				stderr.WriteString(o.Text)
			}
		case nbfile.Failure:
			trace.WriteString(strings.Join(o.Traceback, "\n"))
		case nbfile.Display:
			if s, ok := o.Data["text/html"].(string); ok && strings.Contains(s, "gonb-err-") {
				pages.WriteString(plain(s))
			}
		}
	}
	// A program that panics has its stack on stderr, which the page repeats in
	// part; a program that does not compile has only the page.
	page = pages.String()
	text = cmp.Or(stderr.String(), page, trace.String())
	return strings.TrimRight(escapeCode.ReplaceAllString(text, ""), "\n "), page
}

// plain returns the text of GoNB's page about an error.
func plain(page string) string {
	page = styleBlock.ReplaceAllString(page, "")
	page = contextBlock.ReplaceAllString(page, "")
	page = html.UnescapeString(anyTag.ReplaceAllString(page, ""))
	var b strings.Builder
	for line := range strings.Lines(page) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "# gonb_") {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

func firstLines(s string, most int) string {
	lines := strings.Split(s, "\n")
	if len(lines) > most {
		// The first lines say what happened, the others where.
		lines = append(lines[:most:most], fmt.Sprintf("… and %d lines more", len(lines)-most))
	}
	return strings.Join(lines, "\n")
}

func indent(s, prefix string) string {
	return prefix + strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "\n"+prefix)
}
