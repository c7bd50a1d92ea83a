package main

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/gradstep/gradstep/pkg/denoise"
	"github.com/gradstep/gradstep/pkg/internal/wholefile"
	"github.com/gradstep/gradstep/pkg/nn"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/study"
)

const trainHelp = `Usage: gradstep train [FLAGS] [PHOTOGRAPH...]

Trains a network to take noise out of photographs, on patches of the given ones
(without any: testdata/photos/astronaut.png and retina.jpg, so that camera.png
is new to it), and writes it to -out, for gradstep restore -method network
-weights.

Without photographs and flags it makes pkg/denoise/denoiser.json again, bit
for bit when it was built with GOAMD64=v1, in a folder where these files are.

With -checkpoint the training may be interrupted at any time: the same command
goes on from there, and ends with the same file. A checkpoint of other
photographs or of another recipe is refused.

That -out and -checkpoint can be written is tried before the training. If -out can't be
when it ends, the network is kept in the folder for temporary files, and the
program says where.

The exit status is 0 when the network is written, 1 when it is not, and 2 when
the command line is wrong.

Flags, before or behind the photographs:
`

// defaultPhotos are those that [denoise.Trained] was trained on.
var defaultPhotos = study.Photographs("testdata/photos")[1:]

func runTrain(args []string, stdout, stderr io.Writer) int {
	r := denoise.Published
	least, most := stair.MaxLevel*r.Least, stair.MaxLevel*r.Most
	var out, checkpoint string
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	flags.StringVar(&out, "out", "pkg/denoise/denoiser.json", "`file` of the network")
	flags.StringVar(&checkpoint, "checkpoint", "", "`file` to save the training in, and to go on from")
	flags.IntVar(&r.Depth, "depth", r.Depth, "`number` of convolutions")
	flags.IntVar(&r.Channels, "channels", r.Channels, "`number` of channels between them")
	flags.BoolVar(&r.Normalize, "normalize", r.Normalize, "batch normalization between the convolutions")
	flags.IntVar(&r.Patches, "patches", r.Patches, "`number` of patches")
	flags.IntVar(&r.Steps, "steps", r.Steps, "`number` of steps")
	flags.Float64Var(&r.Rate, "rate", r.Rate, "`rate` of Adam's first step")
	flags.Float64Var(&least, "least", least, "weakest noise, its standard deviation in grey `levels` of 1/255")
	flags.Float64Var(&most, "most", most, "strongest noise, in grey `levels`")
	flags.Uint64Var(&r.Seed, "seed", r.Seed, "`seed` of all that is random")
	files, status, done := parse(flags, trainHelp, args, stdout, stderr)
	if done {
		return status
	}
	if len(files) == 0 {
		files = defaultPhotos
	}
	if !(0 < least && least <= most && most <= stair.MaxLevel) {
		return complain(stderr, "train", fmt.Errorf("-least %v and -most %v are not 0 < least <= most <= 255 grey levels", least, most))
	}
	// The defaults keep their own bits.
	if least != stair.MaxLevel*r.Least {
		r.Least = least / stair.MaxLevel
	}
	if most != stair.MaxLevel*r.Most {
		r.Most = most / stair.MaxLevel
	}
	ctx, stop := untilSignal()
	defer stop()
	if err := train(ctx, r, files, out, checkpoint, stderr); err != nil {
		return fail(stderr, "train", err)
	}
	fmt.Fprintf(stdout, "The network is in %s.\n", out)
	return success
}

func train(ctx context.Context, r denoise.Recipe, files []string, out, checkpoint string, progress io.Writer) error {
	d := denoise.Denoiser{Recipe: r}
	var images []*picture.Image
	for _, name := range files {
		im, err := picture.Load(name)
		if err != nil {
			return err
		}
		images = append(images, im)
		d.Photos = append(d.Photos, filepath.Base(name))
	}
	model, settings, err := r.Settings(images)
	if err != nil {
		return err
	}
	// A number takes 8 bytes, and 4/3 as much in base64; a checkpoint has it a few times over.
	if err := wholefile.Check(out, 12*len(model.Theta)); err != nil {
		return fmt.Errorf("-out: %w", err)
	}
	if checkpoint != "" {
		if err := wholefile.Check(checkpoint, 60*len(model.Theta)); err != nil {
			return fmt.Errorf("-checkpoint: %w", err)
		}
	}
	settings.Context, settings.Checkpoint, settings.Of = ctx, checkpoint, described(r, d.Photos, images)
	settings.Observe = nn.Progress(progress, terminal(progress))
	settings.Unsaved = func(err error) {
		fmt.Fprintf(progress, "\ngradstep train: %s; the training goes on\n", plainly(err))
	}
	trained, err := nn.Train(model, settings)
	if errors.Is(err, context.Canceled) && checkpoint != "" {
		if trained.Unsaved != nil {
			return fmt.Errorf("interrupted after %d steps: %w", trained.Steps, trained.Unsaved)
		}
		return fmt.Errorf("interrupted after %d steps; the same command goes on from %s", trained.Steps, checkpoint)
	}
	if err != nil && (trained.Unsaved == nil || trained.Steps < r.Steps) {
		return err
	}
	d.Model = trained.Model
	return errors.Join(wholefile.Keep(out, func(name string) error { return nn.SaveJSON(name, d) }), err)
}

// described tells a training from those of other photographs and other recipes.
func described(r denoise.Recipe, names []string, images []*picture.Image) string {
	h := sha256.New()
	for _, im := range images {
		binary.Write(h, binary.LittleEndian, []int64{int64(im.W), int64(im.H), int64(im.Channels())})
		for _, plane := range im.Planes {
			binary.Write(h, binary.LittleEndian, plane)
		}
	}
	return fmt.Sprintf("%s (%.8x), noise of %.4g to %.4g levels, rate %v and %d steps",
		strings.Join(names, ", "), h.Sum(nil), stair.MaxLevel*r.Least, stair.MaxLevel*r.Most, r.Rate, r.Steps)
}
