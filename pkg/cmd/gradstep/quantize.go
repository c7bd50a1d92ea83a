package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/gradstep/gradstep/pkg/filter"
	"github.com/gradstep/gradstep/pkg/internal/wholefile"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

const quantizeHelp = `Usage: gradstep quantize -b NUMBER [FLAGS] IN OUT

Makes what gradstep fit looks for: puts every sample of IN, a PNG or JPEG file, on
a few levels, and writes OUT, a PNG or JPEG file as its name says, of 8 bits a
sample. IN may be OUT.

Filters, with the number b or N:
%s
-transfer puts a curve of the encoding around it: the filter then works in linear
light, say. -cut stores the lower of two neighbouring samples instead of the
nearer one, as a conversion to whole numbers does.

Exit status: 0, or 1 with one sentence when the image could not be made, in which
case OUT is as it was before, or 2 when the command line is wrong.

Flags, before or behind the files:
`

func runQuantize(args []string, stdout, stderr io.Writer) int {
	list := ""
	for _, f := range filter.Families {
		list += fmt.Sprintf("  %-9s y = %s\n", f.Name, f.Formula)
	}
	var transfers []string
	for _, t := range filter.Transfers[1:] {
		transfers = append(transfers, t.Name)
	}
	var (
		b              float64
		name, transfer string
		q              filter.Filter
		maxPixels      int
	)
	flags := flag.NewFlagSet("quantize", flag.ContinueOnError)
	flags.Float64Var(&b, "b", 0, "`number` of steps b, or of levels N")
	flags.Float64Var(&b, "levels", 0, "the same as -b, a whole `number`")
	flags.StringVar(&name, "filter", filter.Families[0].Name, "`family` of the filter")
	flags.StringVar(&transfer, "transfer", "", "`curve` around the filter: "+strings.Join(transfers, ", "))
	flags.BoolVar(&q.Cut, "cut", false, "cut samples off on storing")
	flags.IntVar(&maxPixels, "max-pixels", picture.DefaultMaxPixels, "refuse files of more than `n` pixels")
	files, status, done := parse(flags, fmt.Sprintf(quantizeHelp, list), args, stdout, stderr)
	if done {
		return status
	}
	if len(files) != 2 {
		return complain(stderr, "quantize", fmt.Errorf("want two files, IN and OUT, and got %d", len(files)))
	}
	if err := completeFilter(&q, name, transfer, b); err != nil {
		return complain(stderr, "quantize", err)
	}
	// Save says so as well, but after the work.
	if err := picture.CheckName(files[1]); err != nil {
		return complain(stderr, "quantize", err)
	}
	if maxPixels <= 0 {
		return complain(stderr, "quantize", fmt.Errorf("-max-pixels %d is not positive", maxPixels))
	}
	var im *picture.Image
	err := wholefile.Check(files[1], 1<<14)
	if err == nil {
		im, err = quantizeFile(q, files[0], maxPixels)
	}
	if err == nil {
		err = wholefile.Keep(files[1], im.Save)
	}
	if err == nil {
		_, err = fmt.Fprintf(stdout, "%s: %d×%d pixels by %s, written to %s\n", files[0], im.W, im.H, q, files[1])
	}
	if err != nil {
		return fail(stderr, "quantize", err)
	}
	return success
}

// completeFilter fills in what the flags say of a filter.
func completeFilter(q *filter.Filter, name, transfer string, b float64) error {
	f, err := filter.ByName(name)
	if err != nil {
		return fmt.Errorf("-filter: %s", strings.TrimPrefix(err.Error(), "filter: "))
	}
	if b == 0 {
		return errors.New("-b is not set: want the number of steps")
	}
	if err := f.Check(b); err != nil {
		return fmt.Errorf("-b: %s", strings.TrimPrefix(err.Error(), "filter: "))
	}
	q.Family, q.N = f, b
	for _, t := range filter.Transfers {
		if t.Name == transfer {
			q.Transfer = t
			return nil
		}
	}
	return fmt.Errorf("-transfer %q is none of those that gradstep quantize -h lists", transfer)
}

// quantizeFile reads a file and puts its samples on the levels of q.
func quantizeFile(q filter.Filter, name string, maxPixels int) (*picture.Image, error) {
	d := decoder(maxPixels)
	top := float64(stair.MaxLevel)
	if _, err := d.LoadRaster(name); errors.Is(err, picture.ErrDepth) {
		top = 65535
	}
	im, err := d.Load(name)
	if err != nil {
		return nil, byFlag(err)
	}
	values := map[float64]float64{}
	for _, plane := range im.Planes {
		for i, x := range plane {
			y, ok := values[x]
			if !ok {
				y = q.Store(q.Value(x, top), stair.MaxLevel) / stair.MaxLevel
				values[x] = y
			}
			plane[i] = math.Min(1, y)
		}
	}
	return im, nil
}
