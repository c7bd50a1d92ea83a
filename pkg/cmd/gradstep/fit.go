package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/gradstep/gradstep/pkg/filter"
	"github.com/gradstep/gradstep/pkg/picture"
)

const fitHelp = `Usage: gradstep fit [FLAGS] ORIGINAL QUANTIZED

Finds the b for which QUANTIZED is y(x; b) = (floor(x·b) + 1/2)/b of ORIGINAL,
sample by sample. Both are PNG or JPEG files of one size with 8 bits a sample;
a colour file with equal channels may stand against a grey one.

A sample allows b when y(x; b) differs from the stored y by at most -tol grey
levels. Printed is the interval of b that the most samples allow, b in its
middle: not a local search, all b of the domain are counted. (A whole number
may stand alone, with more votes than the b on either side: with the tolerance
of 0.5 each is counted by itself.) Beside it stands how sure it is: the most
votes outside the interval, and the runner-up, the best b that lies 0.5 or more
away. A sample stored as 255 may have been clipped, and is used as a lower
bound alone.

When all samples agree, no b outside the interval explains the files. When
some were painted over, the others outvote them. JPEG changes most levels; flat
areas still vote for b, with the default tolerance too, but b is then an
estimate and the interval may miss it.

Exit status: 0, or 1 with one sentence when a file cannot be used or b is not
determined (as by an image of one grey), or 2 when the command line is wrong.

Flags, before or behind the files:
`

// fitFlags are the settings of a fit.
type fitFlags struct {
	lo, hi, tol float64 // tol in grey levels
	channels    string
	filter      string
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
	flags.IntVar(&f.maxPixels, "max-pixels", picture.DefaultMaxPixels, "refuse files of more than `n` pixels")
	files, status, done := parse(flags, fitHelp, args, stdout, stderr)
	if done {
		return status
	}
	if len(files) != 2 {
		return complain(stderr, "fit", fmt.Errorf("want two files, ORIGINAL and QUANTIZED, and got %d", len(files)))
	}
	if err := f.check(); err != nil {
		return complain(stderr, "fit", err)
	}
	p, err := readPair(files[0], files[1], f.maxPixels)
	if err != nil {
		return fail(stderr, "fit", err)
	}
	r := report{
		Original: files[0], Quantized: files[1],
		Width: p.w, Height: p.h, Channels: p.channels,
		Domain: [2]float64{f.lo, f.hi}, Tol: f.tol, flags: f, lossy: p.lossy,
	}
	if err := r.fit(p, f.channels == "each"); err != nil {
		return fail(stderr, "fit", err)
	}
	write := r.writeText
	if f.json {
		write = r.writeJSON
	}
	if err := write(stdout); err != nil {
		return fail(stderr, "fit", err)
	}
	if err := r.undetermined(); err != nil {
		return fail(stderr, "fit", err)
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
	case !(f.tol > 0 && f.tol <= 255):
		return fmt.Errorf("-tol %v is not above 0 and up to 255 grey levels", f.tol)
	case f.channels != "common" && f.channels != "each":
		return fmt.Errorf("-channels %q is neither common nor each", f.channels)
	case f.filter != "" && !known(f.filter):
		_, err := filter.ByName(f.filter)
		return fmt.Errorf("-filter %q: %s", f.filter, strings.TrimPrefix(err.Error(), "filter: "))
	case f.maxPixels <= 0:
		return fmt.Errorf("-max-pixels %d is not positive", f.maxPixels)
	}
	return nil
}

func known(name string) bool {
	_, err := filter.ByName(name)
	return err == nil
}

// fit finds the filter of all channels together, or of each.
func (r *report) fit(p *pair, each bool) error {
	if !each {
		d, err := p.common()
		if err != nil {
			return err
		}
		a, err := r.answer("", d)
		r.answers = []answer{a}
		return err
	}
	for c := range p.channels {
		d, err := p.channel(c)
		if err != nil {
			return err
		}
		a, err := r.answer(channelNames[p.channels][c], d)
		if err != nil {
			return err
		}
		r.answers = append(r.answers, a)
	}
	r.each = true
	return nil
}

var channelNames = map[int][]string{1: {"grey"}, 3: {"red", "green", "blue"}}

func (r *report) answer(name string, d *filter.Data) (answer, error) {
	found, err := d.Fit(r.flags.settings(r.lossy != [2]string{}))
	if errors.Is(err, filter.ErrNone) {
		if name != "" {
			name = "the " + name + " channel: "
		}
		return answer{}, fmt.Errorf("%sno sample allows any b in [%v, %v]; check that the first file is the original and the second its quantized form, or widen the domain by -lo and -hi",
			name, r.Domain[0], r.Domain[1])
	}
	if err != nil {
		return answer{}, err
	}
	return newAnswer(name, found, d, r), nil
}

// settings are the flags as the package has them.
func (f fitFlags) settings(inexact bool) filter.Settings {
	s := filter.Settings{Tol: f.tol, Only: f.filter, Inexact: inexact}
	if f.lo != filter.DefaultLo || f.hi != filter.DefaultHi {
		s.Lo, s.Hi = f.lo, f.hi
	}
	return s
}
