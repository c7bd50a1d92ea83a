package runner

import (
	"regexp"
	"strings"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// A cleaner replaces in what cells display what is different on each machine or
// in each run: the path of the kernel's folder, the name that GoNB gives to the
// program, the path of the checkout, and in the report of a panic the addresses
// and numbers of goroutines. It takes out the lines of cells that GoNB marks in
// a stack: it misses some, depending on how the stack arrives, and the page that
// it displays names them all.
type cleaner struct {
	paths *strings.Replacer // nil: none
}

func newCleaner(folder, root string) cleaner {
	pairs := []string{folder, "/tmp"}
	if len(root) > 1 {
		pairs = append(pairs, root+"/", "gradstep/")
	}
	return cleaner{paths: strings.NewReplacer(pairs...)}
}

var (
	programName = regexp.MustCompile(`\bgonb_[0-9a-f]{8}\b`)
	stackStart  = regexp.MustCompile(`(?m)^goroutine \d+ (gp=\S+ m=\S+ (mp=\S+ )?)?\[`)
	address     = regexp.MustCompile(`\b0x[0-9a-f]{2,}\b`)
	stackMark   = regexp.MustCompile(` \x1b\[7m\[\[ Cell (\[\d+\] )?Line \d+ \]\]\x1b\[0m `)
)

func (c cleaner) text(s string) string {
	if c.paths != nil {
		s = c.paths.Replace(s)
	}
	s = programName.ReplaceAllString(s, "gonb")
	if stackStart.MatchString(s) {
		s = stackStart.ReplaceAllString(s, "goroutine 1 [")
		s = address.ReplaceAllString(s, "0x?")
	}
	return s
}

// outputs returns the outputs with clean texts; figures are left alone.
func (c cleaner) outputs(outputs []nbfile.Output) []nbfile.Output {
	clean := make([]nbfile.Output, len(outputs))
	for i, o := range outputs {
		o.Text, o.ErrValue = c.text(stackMark.ReplaceAllString(o.Text, "")), c.text(o.ErrValue)
		trace := make([]string, len(o.Traceback))
		for j, line := range o.Traceback {
			trace[j] = c.text(line)
		}
		o.Traceback = trace
		if o.Data != nil {
			data := make(nbfile.Bundle, len(o.Data))
			for mime, v := range o.Data {
				if s, ok := v.(string); ok && strings.HasPrefix(mime, "text/") {
					v = c.text(s)
				}
				data[mime] = v
			}
			o.Data = data
		}
		clean[i] = o
	}
	return clean
}
