package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/gradstep/gradstep/pkg/internal/wholefile"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stylize"
)

const stylizeHelp = `Usage: gradstep stylize CHAIN IN OUT
       gradstep stylize -fit [FLAGS] CHAIN ORIGINAL STYLIZED [ORIGINAL STYLIZED]...

Applies a chain of filters to a photograph; or finds the parameters of the chain
that made STYLIZED of ORIGINAL, of several pairs those that they have in common.

CHAIN is a text file with a filter on each line, in the order in which they are
applied. A parameter has a number; with -fit it may have a range in which it is to
be found, or ? for the usual range:

  # what follows # says nothing
  tone      gain=1.1 gamma=?
  balance   red=1 blue=0.8..1.25
  blur      width=?
  contrast  strength=4 pivot=0.5
  quantize  b=?

Filters:
%s
With -fit the chain with all numbers is printed, a chain file again; behind each
number that was found stands its interval, and "not determined" where the images
do not tell it within a tenth. Samples that were painted over do no harm. Of large
images windows of 64 by 64 pixels are looked at, those with the most contrast;
agreement is counted on all pixels. docs/stacks.md has the method, and how often
it is right.

Exit status: 0, or 1 with one sentence when a file cannot be used, the chain does
not explain the images or a parameter is not determined, or 2 when the command
line is wrong.

Flags, before or behind the files:
`

// stylizeFlags are the settings of stylize.
type stylizeFlags struct {
	fit       bool
	json      bool
	page      string
	passes    int
	maxPixels int
}

func runStylize(args []string, stdout, stderr io.Writer) int {
	var f stylizeFlags
	flags := flag.NewFlagSet("stylize", flag.ContinueOnError)
	flags.BoolVar(&f.fit, "fit", false, "find the parameters of CHAIN that are unknown")
	flags.BoolVar(&f.json, "json", false, "with -fit print one JSON object")
	flags.StringVar(&f.page, "report", "", "write a page to look at to this HTML `file`: before, after, and what is left behind each filter")
	flags.IntVar(&f.passes, "passes", 4000, "with -fit the cost at which no new start is made, in `runs` of the chain")
	flags.IntVar(&f.maxPixels, "max-pixels", picture.DefaultMaxPixels, "refuse files of more than `n` pixels")
	list := ""
	for _, k := range stylize.Kinds {
		line := "  " + k.Name
		for i, p := range k.Params {
			line += fmt.Sprintf(" %s=%v..%v", p.Name, k.Range[i][0], k.Range[i][1])
		}
		list += line + "\n"
	}
	files, status, done := parse(flags, fmt.Sprintf(stylizeHelp, list), args, stdout, stderr)
	if done {
		return status
	}
	if err := f.check(files); err != nil {
		return complain(stderr, "stylize", err)
	}
	style, err := readStyle(files[0])
	if err == nil && f.fit {
		return f.runFit(style, files[1:], stdout, stderr)
	}
	if err == nil {
		err = f.apply(style, files[0], files[1], files[2], stdout)
	}
	if err != nil {
		return fail(stderr, "stylize", err)
	}
	return success
}

func (f stylizeFlags) check(files []string) error {
	switch {
	case !f.fit && len(files) != 3:
		return fmt.Errorf("want three files, CHAIN, IN and OUT, and got %d", len(files))
	case f.fit && (len(files) < 3 || len(files)%2 == 0):
		return fmt.Errorf("want CHAIN and pairs of files with -fit, and got %d files", len(files))
	case !f.fit && f.json:
		return errors.New("-json is for -fit")
	case f.passes <= 0:
		return fmt.Errorf("-passes %d is not positive", f.passes)
	case f.maxPixels <= 0:
		return fmt.Errorf("-max-pixels %d is not positive", f.maxPixels)
	}
	if !f.fit {
		return picture.CheckName(files[2]) // Save says so as well, but after the work
	}
	return nil
}

// readStyle reads a chain file.
func readStyle(name string) (stylize.Style, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, 1<<20))
	if err != nil {
		return nil, err
	}
	style, err := stylize.ParseStyle(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return style, nil
}

// apply runs a chain.
func (f stylizeFlags) apply(style stylize.Style, chain, in, out string, stdout io.Writer) error {
	if n := style.Unknowns(); n > 0 {
		return fmt.Errorf("%s leaves %d %s unknown; give numbers, or find them with -fit", chain, n, plural(n, "parameter"))
	}
	im, err := decoder(f.maxPixels).Load(in)
	if err != nil {
		return byFlag(err)
	}
	src, size := stylize.Flatten(im)
	c, err := style.Chain(size)
	if err != nil {
		return fmt.Errorf("%s: %w", in, err)
	}
	made := append([]float64(nil), c.Forward(src, style.Values())...)
	for i, v := range made {
		made[i] = min(1, max(0, v))
	}
	if err := wholefile.Keep(out, size.Image(made).Save); err != nil {
		return err
	}
	if f.page != "" {
		pair := stylize.Pair{Size: size, Src: src, Target: made}
		if err := writeStylePage(f.page, style, c, pair, "", [2]string{in, out}); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(stdout, "%s: %d×%d pixels through %d %s, written to %s\n", in, im.W, im.H, len(style), plural(len(style), "filter"), out)
	return err
}

// runFit finds the unknown parameters.
func (f stylizeFlags) runFit(style stylize.Style, files []string, stdout, stderr io.Writer) int {
	ctx, stop := untilSignal()
	defer stop()
	r, err := f.fitStyle(ctx, style, files)
	if err != nil {
		return fail(stderr, "stylize", err)
	}
	err = show(stdout, f.json, r.styleReport, r.writeText)
	if err == nil && f.page != "" {
		var text strings.Builder
		if err = r.writeText(&text); err == nil {
			err = writeStylePage(f.page, r.style, r.chain, r.first, text.String(), [2]string{files[0], files[1]})
		}
	}
	if err == nil {
		err = r.undetermined()
	}
	if err != nil {
		return fail(stderr, "stylize", err)
	}
	return success
}
