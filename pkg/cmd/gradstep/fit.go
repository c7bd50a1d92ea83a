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
	"github.com/gradstep/gradstep/pkg/study"
)

const fitHelp = `Usage: gradstep fit [FLAGS] ORIGINAL QUANTIZED [ORIGINAL QUANTIZED]...
       gradstep fit [FLAGS] ORIGINALS QUANTIZED         two folders, paired by names
       gradstep fit [FLAGS] -pairs FILE.csv
       gradstep fit [FLAGS] -alone QUANTIZED

Names the filter that made QUANTIZED of ORIGINAL, sample by sample, its number of
levels, and how sure that is. Both are PNG or JPEG files of one size; a colour
file with equal channels may stand against a grey one.

Filters: staircase (floor(x·b) + 1/2)/b with any b; round, floor, stretch, bits
with a whole number of levels, as ImageMagick, GIMP, Pillow and others have them;
plain, cut off on storing, or in linear light or behind a gamma; curve, any other
rising function of x; none, where QUANTIZED is no function of ORIGINAL (dither,
palettes, blur), with the evidence. docs/filters.md has the formulas and the
tests.

A sample agrees with a filter when its value differs from the stored one by at
most -tol grey levels. Every number of levels is counted. For the staircase the
interval of b that the most samples allow is found, b in its middle, not by local
search: all b of the domain are counted. (A whole number may stand alone, with
more votes than the b on either side: with the tolerance of 0.5 each is counted
by itself.) Beside it stands how sure it is: the most votes outside the interval,
the runner-up, and the best of the other filters. A sample stored as 255 may have
been clipped, and is used as a lower bound alone.

When some samples were painted over, the others outvote them. A JPEG changes most
levels; what it stores is then compared with what each filter and the encoder make
of ORIGINAL, block by block.

Without ORIGINAL, -alone looks for the filter that has all the levels that occur
in QUANTIZED, and the fewest others; of a JPEG it is an estimate.

Of several pairs each is fitted, and one filter for all; which of the two fits
better is said. A pair that cannot be used does not stop the others. On several
machines give each the same command with -parts DIR and -shard I/N, its own I; it
goes on after a kill. The same command without -shard then prints what one machine
would have.

Exit status: 0, or 1 with one sentence when a file cannot be used or the filter
or b is not determined (as by an image of one grey), or 2 when the command line
is wrong.

Flags, before or behind the files:
`

// fitFlags are the settings of a fit.
type fitFlags struct {
	lo, hi, tol float64 // tol in grey levels
	channels    string
	filter      string
	pairs       string // a list of pairs
	shard       study.Shard
	parts       string // folder of the journals of shards
	alone       bool
	page        string // of HTML
	json        bool
	maxPixels   int
}

func runFit(args []string, stdout, stderr io.Writer) int {
	var f fitFlags
	flags := flag.NewFlagSet("fit", flag.ContinueOnError)
	flags.Float64Var(&f.lo, "lo", filter.DefaultLo, "least `b` of the domain")
	flags.Float64Var(&f.hi, "hi", filter.DefaultHi, "greatest `b` of the domain; whole numbers of levels are tried up to 256 unless it is set")
	flags.StringVar(&f.filter, "filter", "", "fit this `family` alone: staircase, round, floor, stretch or bits")
	flags.Float64Var(&f.tol, "tol", 0.5, "tolerance in grey `levels` of 1/255: 0.5 for rounding to bytes, 1 for cutting off")
	flags.StringVar(&f.channels, "channels", "common", "of a colour image: `common` for one b, each for a b of every channel")
	flags.BoolVar(&f.json, "json", false, "print one JSON object")
	flags.StringVar(&f.pairs, "pairs", "", "fit the pairs that this CSV `file` lists: original and quantized, relative to its folder")
	flags.BoolVar(&f.alone, "alone", false, "there is no original: tell the filter by the levels of QUANTIZED")
	flags.StringVar(&f.page, "report", "", "of one pair write a page to look at to this HTML `file`")
	flags.Var(&f.shard, "shard", "with -parts fit part `I/N` of the pairs alone: every N-th from the I-th on")
	flags.StringVar(&f.parts, "parts", "", "keep what -shard has fitted in this `folder`; without -shard join what is there")
	flags.IntVar(&f.maxPixels, "max-pixels", picture.DefaultMaxPixels, "refuse files of more than `n` pixels")
	files, status, done := parse(flags, fitHelp, args, stdout, stderr)
	if done {
		return status
	}
	if err := f.check(); err != nil {
		return complain(stderr, "fit", err)
	}
	if f.alone {
		return f.runAlone(files, stdout, stderr)
	}
	pairs, err := f.pairsOf(files)
	if err != nil && (f.pairs != "" && len(files) == 0 || len(files) == 2) {
		return fail(stderr, "fit", err)
	}
	if err != nil {
		return complain(stderr, "fit", err)
	}
	if len(pairs) > 1 || f.parts != "" || f.pairs != "" || isFolder(files[0]) && isFolder(files[1]) {
		return f.runSet(pairs, stdout, stderr)
	}
	if f.page != "" {
		if err := wholefile.Check(f.page, 1<<16); err != nil {
			return fail(stderr, "fit", fmt.Errorf("-report: %w", err))
		}
	}
	p, err := readPair(pairs[0][0], pairs[0][1], f.maxPixels)
	if err != nil {
		return fail(stderr, "fit", err)
	}
	r := f.report(pairs[0], p)
	if err := r.fit(p, f.channels == "each"); err != nil {
		return fail(stderr, "fit", err)
	}
	if err := show(stdout, f.json, r.object(), r.writeText); err != nil {
		return fail(stderr, "fit", err)
	}
	if f.page != "" {
		if err := r.writePage(f.page, p); err != nil {
			return fail(stderr, "fit", err)
		}
	}
	if err := r.undetermined(); err != nil {
		return fail(stderr, "fit", err)
	}
	return success
}

// report starts the report of a pair.
func (f fitFlags) report(names [2]string, p *pair) *report {
	return &report{
		Original: names[0], Quantized: names[1],
		Width: p.w, Height: p.h, Channels: p.channels,
		Domain: [2]float64{f.lo, f.hi}, Tol: f.tol, flags: f, lossy: p.lossy, translucent: p.translucent, top: int(p.top[1]),
	}
}

// runSet fits a set of pairs.
func (f fitFlags) runSet(pairs [][2]string, stdout, stderr io.Writer) int {
	if f.page != "" {
		return complain(stderr, "fit", errors.New("-report is for one pair"))
	}
	if f.channels == "each" {
		return complain(stderr, "fit", errors.New("-channels each is for one pair"))
	}
	var s setReport
	switch {
	case !f.shard.Whole():
		if err := f.fitPart(pairs, stderr); err != nil {
			return fail(stderr, "fit", err)
		}
		return success
	case f.parts != "":
		var err error
		if s, err = f.mergeParts(pairs); err != nil {
			return fail(stderr, "fit", err)
		}
	default:
		s = f.fitSet(pairs, stderr)
	}
	if err := show(stdout, f.json, s, s.writeText); err != nil {
		return fail(stderr, "fit", err)
	}
	if s.Failed > 0 {
		return fail(stderr, "fit", fmt.Errorf("%d of %d pairs could not be fitted", s.Failed, len(pairs)))
	}
	return success
}

// maxB bounds the domain, and so the time and memory of a fit.
const maxB = 1024

func (f fitFlags) check() error {
	switch {
	case !(f.lo > 0 && f.lo <= f.hi) || math.IsInf(f.hi, 1):
		return fmt.Errorf("the domain [-lo, -hi] = [%v, %v] is not 0 < lo <= hi", f.lo, f.hi)
	case f.hi > maxB:
		return fmt.Errorf("-hi %v is above %v, where steps are far finer than the 256 levels of a file", f.hi, maxB)
	case !(f.tol > 0 && f.tol <= stair.MaxLevel):
		return fmt.Errorf("-tol %v is not above 0 and up to 255 grey levels", f.tol)
	case f.channels != "common" && f.channels != "each":
		return fmt.Errorf("-channels %q is neither common nor each", f.channels)
	case f.filter != "" && !known(f.filter):
		_, err := filter.ByName(f.filter)
		return fmt.Errorf("-filter %q: %s", f.filter, strings.TrimPrefix(err.Error(), "filter: "))
	case f.maxPixels <= 0:
		return fmt.Errorf("-max-pixels %d is not positive", f.maxPixels)
	case !f.shard.Whole() && f.parts == "":
		return fmt.Errorf("-shard %v needs -parts, the folder where the parts meet", f.shard)
	}
	return nil
}

func known(name string) bool {
	_, err := filter.ByName(name)
	return err == nil
}
