package denoise

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"strconv"

	"github.com/gradstep/gradstep/pkg/dataset"
	"github.com/gradstep/gradstep/pkg/optim"
)

// Table is one of the files that "gradstep trials" makes: rows of numbers under their
// names.
type Table struct {
	Name, About string
	Head        []string
	Rows        func(ctx context.Context, p Photos, row func(values ...float64)) error
}

// Tables are all of them, in order. testdata/trials/README.md describes their columns.
var Tables = []Table{
	{"gap", "the generalization gap against the number of patches", []string{"patches", "seed", "train", "held"}, gapRows},
	{"batches", "batch, mini-batches and single samples", []string{"batch", "rate", "seed", "epoch", "train"}, batchRows},
	{"strategies", "each strategy switched on alone, five seeds", []string{"strategy", "on", "seed", "steps", "train", "held"}, strategyRows},
	{"landscape", "the loss around two minimizers", []string{"minimizer", "held", "a", "b", "risk"}, landscapeRows},
}

// Seeds is how often what depends on chance is repeated.
const Seeds = 5

// GapPatches are the numbers of patches of the table gap.
var GapPatches = []int{2, 8, 32, 128, 512, 2048}

// GapTrial is a trial of the table gap: the same number of steps, whatever the patches.
func GapTrial(patches int, seed uint64) Trial {
	return Trial{Patches: patches, Batch: 16, Steps: 400, Rate: 0.01, Seed: seed}
}

func gapRows(ctx context.Context, p Photos, row func(values ...float64)) error {
	for _, m := range GapPatches {
		for seed := range uint64(3) {
			o, err := GapTrial(m, seed).Run(ctx, p)
			if err != nil {
				return err
			}
			row(float64(m), float64(seed), o.Train, o.Held)
		}
	}
	return nil
}

// BatchSizes are those of the table batches: all patches, a mini-batch, one.
var BatchSizes = []int{256, 16, 1}

// BatchRates are the rates that are tried with each size.
var BatchRates = map[int][]float64{256: {0.1, 0.3, 1}, 16: {0.03, 0.1, 0.3}, 1: {0.01, 0.03, 0.1}}

// BatchEpochs is the length of each run of the table batches.
const BatchEpochs = 20

// BatchTrial is a trial of the table batches: plain descent, the history's validation
// being the risk over the training patches after each epoch.
func BatchTrial(batch int, rate float64, epochs int, seed uint64) Trial {
	const patches = 256
	return Trial{
		Patches: patches, Batch: batch, Steps: epochs * patches / batch, Rate: rate, Seed: seed, OnTrain: true,
		Rule: func() optim.Rule { return optim.NewSGD() },
	}
}

func batchRows(ctx context.Context, p Photos, row func(values ...float64)) error {
	for _, b := range BatchSizes {
		for _, rate := range BatchRates[b] {
			o, err := BatchTrial(b, rate, BatchEpochs, 0).Run(ctx, p)
			if err != nil && !errors.Is(err, optim.ErrDiverged) && !errors.Is(err, optim.ErrNotFinite) {
				return err
			}
			for i, h := range o.History {
				row(float64(b), rate, 0, float64(i+1), h.Validation)
			}
		}
	}
	return nil
}

// Strategy is a way to train, and the same training without it.
type Strategy struct {
	Name     string
	With     Trial
	Without  Trial
	Question string
}

// Strategies are the lecture's four, and shuffling alone.
func Strategies() []Strategy {
	plain := Trial{Patches: 256, Batch: 16, Steps: 320, Rate: 0.01}
	inOrder, curriculum, normalized, noisy := plain, plain, plain, plain
	inOrder.InOrder = true
	curriculum.Curriculum = true
	normalized.Normalize = true
	noisy.GradientNoise = 1e-4
	long := Trial{Patches: 4, Batch: 4, Steps: 2000, Rate: 0.005}
	early := long
	early.Patience, early.Every = 10, 20
	return []Strategy{
		{"shuffling", plain, inOrder, "a new order in each epoch, or the flattest patches first"},
		{"curriculum", curriculum, plain, "the flattest patches alone at first, or all"},
		{"batch normalization", normalized, plain, "channels normalized, or not"},
		{"early stopping", early, long, "the best model on other patches, or the last; 4 patches"},
		{"gradient noise", noisy, plain, "noise in the gradients, or not"},
	}
}

func strategyRows(ctx context.Context, p Photos, row func(values ...float64)) error {
	for i, s := range Strategies() {
		for on, t := range []Trial{s.Without, s.With} {
			for seed := range uint64(Seeds) {
				t.Seed = seed
				o, err := t.Run(ctx, p)
				if err != nil {
					return fmt.Errorf("%s: %w", s.Name, err)
				}
				row(float64(i), float64(on), float64(seed), float64(o.Steps), o.Train, o.Held)
			}
		}
	}
	return nil
}

// Minimizers are the two trials around which the table landscape looks: many patches, and
// 4 that are learnt by heart.
var Minimizers = [2]Trial{
	{Patches: 256, Batch: 16, Steps: 400, Rate: 0.01},
	{Patches: 4, Batch: 4, Steps: 2000, Rate: 0.005},
}

// LandscapeAt are the places of the table landscape along either direction.
var LandscapeAt = func() (at []float64) {
	for i := -12; i <= 12; i++ {
		at = append(at, float64(i)/24)
	}
	return at
}()

func landscapeRows(ctx context.Context, p Photos, row func(values ...float64)) error {
	for k, t := range Minimizers {
		o, err := t.Run(ctx, p)
		if err != nil {
			return err
		}
		for set, d := range []dataset.Data{o.Samples.Train, o.Samples.Held} {
			d = d.Subset(first(min(landscapePatches, d.Len())))
			z := Landscape(o.Model, d, LandscapeAt, rand.New(rand.NewPCG(1, 5)))
			for j, b := range LandscapeAt {
				for i, a := range LandscapeAt {
					row(float64(k), float64(set), a, b, z[j*len(LandscapeAt)+i])
				}
			}
		}
	}
	return nil
}

const landscapePatches = 64

// first returns 0, …, n-1.
func first(n int) []int {
	v := make([]int, n)
	for i := range v {
		v[i] = i
	}
	return v
}

// Write makes the table and writes it as CSV, with 8 significant digits.
func (t Table) Write(ctx context.Context, w io.Writer, p Photos) error {
	out := csv.NewWriter(w)
	if err := out.Write(t.Head); err != nil {
		return err
	}
	err := t.Rows(ctx, p, func(values ...float64) {
		fields := make([]string, len(values))
		for i, v := range values {
			fields[i] = strconv.FormatFloat(v, 'g', 8, 64)
		}
		out.Write(fields) // its error shows in Error below
	})
	out.Flush()
	return errors.Join(err, out.Error())
}

// Read returns the columns of a table that Write wrote, by their names.
func Read(dir fs.FS, name string) (map[string][]float64, error) {
	f, err := dir.Open(name + ".csv")
	if err != nil {
		return nil, fmt.Errorf("denoise: %w", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		return nil, fmt.Errorf("denoise: the table %s has %d rows: %w", name, len(rows), err)
	}
	columns := map[string][]float64{}
	for _, r := range rows[1:] {
		for i, field := range r {
			v, err := strconv.ParseFloat(field, 64)
			if err != nil {
				return nil, fmt.Errorf("denoise: the table %s: %w", name, err)
			}
			columns[rows[0][i]] = append(columns[rows[0][i]], v)
		}
	}
	return columns, nil
}
