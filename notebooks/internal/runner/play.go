package runner

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// A knob is a number at the head of a cell, which the reader is meant to change.
type knob struct {
	line  int // of the cell, from 0
	name  string
	value string // as it stands in the line
}

// knobLine is a parameter: a name, a number, and perhaps a word on it. The knobs of a cell are
// the lines of this form right below its %%.
var knobLine = regexp.MustCompile(`^\s*(\p{L}\w*)\s*:?=\s*(-?[0-9][0-9_]*(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)\s*(?://.*)?$`)

// knobs returns the parameters at the head of a cell.
func knobs(source string) (list []knob) {
	lines := strings.Split(source, "\n")
	if strings.TrimSpace(lines[0]) != "%%" {
		return nil
	}
	for i, line := range lines[1:] {
		m := knobLine.FindStringSubmatch(line)
		if m == nil {
			break
		}
		list = append(list, knob{i + 1, m[1], m[2]})
	}
	return list
}

// others are what a curious reader writes instead of a value: three sensible values and two
// senseless ones.
func (k knob) others() []string {
	if n, err := strconv.Atoi(strings.ReplaceAll(k.value, "_", "")); err == nil {
		return []string{strconv.Itoa(n + 1), strconv.Itoa(max(1, n/2)), strconv.Itoa(2 * n), "0", "-3"}
	}
	v, _ := strconv.ParseFloat(k.value, 64) // the expression admits nothing else
	text := func(x float64) string {
		s := strconv.FormatFloat(x, 'g', 6, 64)
		if !strings.ContainsAny(s, ".e") {
			s += ".0"
		}
		return s
	}
	return []string{text(v * 1.1), text(v / 2), text(v * 3), "0.0", "-1e6"}
}

// with is the cell with another value of the knob.
func (k knob) with(source, value string) string {
	lines := strings.Split(source, "\n")
	i := strings.LastIndex(lines[k.line][:strings.Index(lines[k.line]+"//", "//")], k.value)
	lines[k.line] = lines[k.line][:i] + value + lines[k.line][i+len(k.value):]
	return strings.Join(lines, "\n")
}

// Play changes every knob of a lesson, one at a time, as a student would, and returns how many
// changes it made. Each must end in a figure or a sentence: a panic, a stack, a cell that does
// not end, and a title that still tells the old number are errors, all of them in the one
// that it returns.
func Play(ctx context.Context, file string, o Options) (changes int, err error) {
	nb, _, err := read(file)
	if err != nil {
		return 0, err
	}
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	spec := o.Kernel
	spec.Env = append(slices.Clone(spec.Env), "GOAMD64=v1", "TZ=UTC") // and no GRADSTEP_STATIC: a student plays
	k, err := jupyter.Start(ctx, spec, filepath.Dir(file))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, k.Close()) }()
	var recorder jupyter.Recorder
	execute := func(source string) ([]nbfile.Output, error) {
		limited, cancel := context.WithTimeoutCause(ctx, o.Timeout, fmt.Errorf("it did not end within %v", o.Timeout))
		defer cancel()
		reply, err := k.Execute(limited, source, recorder.Add)
		if err != nil {
			return nil, err
		}
		return recorder.Outputs(reply.Request)
	}
	var faults []error
	for _, i := range nb.CodeCells() {
		c := &nb.Cells[i]
		if !strings.Contains(c.Source, "%%") { // a cell that only declares
			if _, err := execute(c.Source); err != nil {
				return changes, fmt.Errorf("cell [%d]: %w", c.Count, err)
			}
			continue
		}
		for _, kn := range knobs(c.Source) {
			for _, value := range kn.others() {
				changes++
				outputs, err := execute(kn.with(c.Source, value))
				if ctx.Err() != nil {
					return changes, context.Cause(ctx)
				}
				if err == nil {
					err = kn.judge(c, value, outputs)
				}
				if err != nil {
					faults = append(faults, fmt.Errorf("cell [%d] with %s = %s for %s: %w", c.Count, kn.name, value, kn.value, err))
				}
			}
		}
	}
	return changes, errors.Join(faults...)
}

var trace = regexp.MustCompile(`(?m)^(panic: .*|goroutine \d+ \[.*)$`)

// judge says what is wrong with the outputs of a cell in which a number was changed.
func (k knob) judge(c *nbfile.Cell, value string, outputs []nbfile.Output) error {
	said, plain := nbfile.StreamText(outputs, "stderr"), ""
	figure := false
	for _, o := range outputs {
		said += strings.Join(o.Traceback, "\n")
		if text, ok := o.Data["text/plain"].(string); ok {
			plain += text + "\n"
			figure = true
		}
	}
	if m := trace.FindString(said); m != "" {
		return fmt.Errorf("a panic instead of a sentence: %s", m)
	}
	if strings.Contains(said, "./main.go:") || strings.Contains(said, "gonb_") {
		return fmt.Errorf("it does not compile: %s", firstLines(said, 3))
	}
	if !figure && strings.TrimSpace(said+nbfile.StreamText(outputs, "stdout")) == "" {
		return errors.New("neither a figure nor a sentence")
	}
	// A title that names the number must name the new one.
	old := regexp.MustCompile(`= ` + regexp.QuoteMeta(k.value) + `(?:[^0-9.e]|\.\s|$)`)
	if old.MatchString(plain) && !strings.Contains(plain, strings.TrimSuffix(value, ".0")) && !strings.HasPrefix(value, "-") {
		return fmt.Errorf("the figure still says %q", strings.TrimSpace(old.FindString(plain)))
	}
	return nil
}
