package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"github.com/gradstep/gradstep/pkg/internal/wholefile"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
)

const restoreHelp = `Usage: gradstep restore [FLAGS] IN OUT

Takes noise out of a photograph: reads IN, a PNG or JPEG file, and writes OUT, a
PNG or JPEG file as its name says, of 8 bits a sample. IN may be OUT. Either may
be -, standard input or output; what is written there is a PNG. A colour profile
is kept; other data beside the pixels, such as the camera's, are not.

Methods:
%s
λ weighs the data: the smaller it is, the smoother the result. With -lambda auto
each channel takes the λ of the least error, as Stein's risk estimates it from the
noise: that of -sigma, before black and white cut it off, or estimated from the
image. It holds for normal noise that is independent from pixel to pixel, and takes
two to five times as long as one λ. A channel without noise stays as it is. The
network has no λ, and was trained on photographs with normal noise of 10 to 40
grey levels.

Memory: 24 bytes a pixel for the image, and up to 40 for tv and tikhonov, or 100
with -lambda auto, 8 for the network; reading the file takes up to 16 before. With
the default of -max-pixels that is at most 2.1 gigabytes, 0.7 with the network,
which takes 5 megabytes a core besides.

Exit status: 0, or 1 with one sentence when the image could not be restored, in
which case OUT is as it was before, or 2 when the command line is wrong.

Flags, before or behind the files:
`

// restoreFlags are the settings of a restoration.
type restoreFlags struct {
	method    string
	lambda    float64 // 0 for auto
	sigma     float64 // in grey levels; 0 to estimate
	accuracy  float64 // in grey levels
	steps     int
	weights   string // of the network; empty for those in the program
	maxPixels int
	quality   int // of a JPEG
}

// method is a way to restore: run replaces the planes of an image and says on
// out, a line for each channel, what it did.
type method struct {
	name, summary string
	run           func(im *picture.Image, f restoreFlags, out io.Writer) error
}

// methods are those of -method, in the order in which they are listed.
var methods = []method{
	{"tv", "total variation: keeps edges, flattens what lies between", restoreTV},
	{"tikhonov", "quadratic smoothing: fast and exact, blurs edges too", restoreTikhonov},
	{"network", "a trained network: keeps texture too; no λ", restoreNetwork},
}

func methodNames() string {
	var names []string
	for _, m := range methods {
		names = append(names, m.name)
	}
	return strings.Join(names, ", ")
}

func runRestore(args []string, stdout, stderr io.Writer) int {
	list := ""
	for _, m := range methods {
		list += fmt.Sprintf("  %-9s %s\n", m.name, m.summary)
	}
	var f restoreFlags
	var lambda string
	flags := flag.NewFlagSet("restore", flag.ContinueOnError)
	flags.StringVar(&f.method, "method", methods[0].name, "`name` of the method: "+methodNames())
	flags.StringVar(&lambda, "lambda", "auto", "weight of the data, a positive `number`, or auto")
	flags.Float64Var(&f.sigma, "sigma", 0, "standard deviation of the noise in grey `levels` of 1/255; 0: estimated")
	flags.Float64Var(&f.accuracy, "accuracy", 0.25, "of tv: stop when the root mean square distance from the minimizer is proved to be at most so many grey `levels`")
	flags.IntVar(&f.steps, "steps", 10_000, "of tv: stop after `n` steps in any case")
	flags.StringVar(&f.weights, "weights", "", "of network: `file` that gradstep train wrote; without it, the network in this program")
	flags.IntVar(&f.quality, "quality", picture.DefaultQuality, "of a JPEG that is written: `number` from 1, smallest, to 100, best")
	flags.IntVar(&f.maxPixels, "max-pixels", 1<<24, "refuse files of more than `n` pixels")
	files, status, done := parse(flags, fmt.Sprintf(restoreHelp, list), args, stdout, stderr)
	if done {
		return status
	}
	if len(files) != 2 {
		return complain(stderr, "restore", fmt.Errorf("want two files, IN and OUT, and got %d", len(files)))
	}
	m, err := f.check(lambda, files[1])
	if err == nil {
		err = f.used(flags, files[1])
	}
	if err != nil {
		return complain(stderr, "restore", err)
	}
	if files[1] == "-" { // the image is there
		stdout = stderr
	}
	if err := f.restore(m, files[0], files[1], stdout); err != nil {
		return fail(stderr, "restore", err)
	}
	return success
}

// check completes the flags and returns the method.
func (f *restoreFlags) check(lambda, out string) (method, error) {
	i := slices.IndexFunc(methods, func(m method) bool { return m.name == f.method })
	if i < 0 {
		return method{}, fmt.Errorf("-method %q is none of %s", f.method, methodNames())
	}
	if lambda != "auto" {
		v, err := strconv.ParseFloat(lambda, 64)
		if err != nil || !(v > 0) || math.IsInf(v, 1) {
			return method{}, fmt.Errorf("-lambda %q is neither a positive number nor auto", lambda)
		}
		f.lambda = v
	}
	switch {
	case !(f.sigma >= 0 && f.sigma <= stair.MaxLevel):
		return method{}, fmt.Errorf("-sigma %v is not from 0 to 255 grey levels", f.sigma)
	case !(f.accuracy > 0 && f.accuracy <= stair.MaxLevel):
		return method{}, fmt.Errorf("-accuracy %v is not above 0 and up to 255 grey levels", f.accuracy)
	case f.steps <= 0:
		return method{}, fmt.Errorf("-steps %d is not positive", f.steps)
	case f.maxPixels <= 0:
		return method{}, fmt.Errorf("-max-pixels %d is not positive", f.maxPixels)
	case f.quality < 1 || f.quality > 100:
		return method{}, fmt.Errorf("-quality %d is not from 1 to 100", f.quality)
	}
	// Save says so as well, but after the work.
	if err := picture.CheckName(out); err != nil && out != "-" {
		return method{}, err
	}
	return methods[i], nil
}

// used returns an error for the first flag that was set and that the method, or the kind of the file,
// has no use for.
func (f *restoreFlags) used(flags *flag.FlagSet, out string) error {
	var err error
	flags.Visit(func(set *flag.Flag) {
		only := map[string]string{"accuracy": "tv", "steps": "tv", "weights": "network"}[set.Name]
		switch {
		case err != nil:
		case only != "" && only != f.method:
			err = fmt.Errorf("-%s is of the method %s, and the method is %s", set.Name, only, f.method)
		case set.Name == "lambda" && f.method == "network":
			err = errors.New("-lambda is of the methods tv and tikhonov; the network has no λ")
		case set.Name == "sigma" && f.lambda > 0:
			err = errors.New("-sigma is to find λ, which -lambda gives; take one of the two")
		case set.Name == "quality" && !isJPEG(out):
			err = fmt.Errorf("-quality is of JPEG files, and %q is none", out)
		}
	})
	return err
}

func isJPEG(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".jpg" || ext == ".jpeg"
}

func (f *restoreFlags) restore(m method, in, out string, stdout io.Writer) error {
	// The few large slices are given back soon: memory is as the help says, and not twice as much.
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	im, err := f.read(in)
	if err != nil {
		return byFlag(err)
	}
	if out != "-" {
		if err := wholefile.Check(out, len(im.Planes)*im.W*im.H/8); err != nil {
			return err
		}
	}
	var said strings.Builder
	if err := m.run(im, *f, &said); err != nil {
		return fmt.Errorf("%s: %w", shown(in), err)
	}
	if err := f.write(im, out); err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "%s: %d×%d pixels restored by %s, written to %s\n%s", shown(in), im.W, im.H, m.name, shown(out), &said)
	return err
}

func (f *restoreFlags) read(in string) (*picture.Image, error) {
	if in == "-" {
		return decoder(f.maxPixels).Decode(os.Stdin)
	}
	return decoder(f.maxPixels).Load(in)
}

func (f *restoreFlags) write(im *picture.Image, out string) error {
	switch {
	case out == "-":
		const name = "restored.png" // where standard output takes nothing
		return wholefile.Keep(name, func(place string) error {
			if place == name {
				return im.EncodePNG(os.Stdout)
			}
			return im.Save(place)
		})
	case isJPEG(out):
		return wholefile.Keep(out, func(name string) error { return im.SaveJPEG(name, f.quality) })
	}
	return wholefile.Keep(out, im.Save)
}

// shown is the name of a file as it can be printed: quoted where it holds what a terminal takes for
// a command.
func shown(name string) string {
	if strings.ContainsFunc(name, func(r rune) bool { return !strconv.IsPrint(r) }) {
		return strconv.Quote(name)
	}
	return name
}
