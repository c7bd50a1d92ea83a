package denoise

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"

	"github.com/gradstep/gradstep/pkg/dataset"
	"github.com/gradstep/gradstep/pkg/study"
)

// Study is what lesson 13 shows, for the engine of package study: the tables gap, batches, strategies and
// landscape, whose columns testdata/study/denoiser/README.md describes. The photographs are those of a
// folder. A small study has fewer and shorter trainings.
func Study(size study.Size, folder string) study.Study {
	m := maker{size: size, photos: sync.OnceValues(func() (Photos, error) { return LoadPhotos(folder) })}
	return study.Study{
		Name: "denoiser", About: "what changes the training of a small network, each change on its own",
		Package: "pkg/denoise", Page: "notebooks/13-training-a-denoiser.ipynb", Inputs: study.Photographs(folder),
		Parts: []study.Part{m.gap(), m.batches(), m.strategies(), m.landscape()},
	}
}

// maker makes the jobs of the study.
type maker struct {
	size   study.Size
	photos func() (Photos, error)
}

// digits are those of the numbers in the tables.
const digits = 8

// job is a training, and what is kept of its outcome.
func (m maker) job(key string, t Training, keep func(o Outcome) study.Result) study.Job {
	if m.size.Small {
		t.Steps = max(1, t.Steps/50)
	}
	cost := 220 * float64(t.Steps*min(t.Batch, t.Patches)) // 0.2 ms a patch
	return study.Job{Key: key, Cost: cost, Run: func(ctx context.Context, _ study.Results) (study.Result, error) {
		p, err := m.photos()
		if err != nil {
			return nil, err
		}
		o, err := t.Run(ctx, p)
		if err != nil {
			return nil, err
		}
		return keep(o), nil
	}}
}

// risks are those over the trained patches and the held-out ones.
func risks(o Outcome) study.Result {
	return study.Result{"steps": float64(o.Steps), "train": o.Train, "fresh": o.Fresh, "held": o.Held}
}

func (m maker) gap() study.Part {
	key := func(patches, seed int) string { return fmt.Sprintf("patches=%d seed=%d", patches, seed) }
	seeds := study.Pick(m.size, 3, 1)
	var jobs []study.Job
	for _, n := range GapPatches {
		for seed := range seeds {
			jobs = append(jobs, m.job(key(n, seed), GapTrial(n, uint64(seed)), risks))
		}
	}
	return study.Part{
		Name: "gap", About: "the generalization gap against the number of patches", Jobs: jobs,
		Tables: []study.Table{{Name: "gap", Digits: digits, Columns: []string{"patches", "seed", "train", "fresh", "held"}}},
		Fill: func(done study.Results, t []*study.Table) {
			for _, n := range GapPatches {
				for seed := range seeds {
					r := done[key(n, seed)]
					t[0].Add(n, seed, r["train"], r["fresh"], r["held"])
				}
			}
		},
	}
}

func (m maker) landscape() study.Part {
	at := study.Pick(m.size, LandscapeAt, []float64{-0.5, 0, 0.5})
	key := func(minimizer int) string { return fmt.Sprintf("minimizer=%d", minimizer) }
	set := []string{"trained", "held"}
	var jobs []study.Job
	for k, t := range Minimizers {
		job := m.job(key(k), t, func(o Outcome) study.Result {
			r := study.Result{}
			for i, d := range []dataset.Data{o.Samples.Train, o.Samples.Held} {
				d = d.Subset(first(min(landscapePatches, d.Len())))
				r.SetVector(set[i], Landscape(o.Model, d, at, rand.New(rand.NewPCG(1, 5))))
			}
			return r
		})
		job.Cost += 7 * float64(2*landscapePatches*len(at)*len(at))
		jobs = append(jobs, job)
	}
	return study.Part{
		Name: "landscape", About: "the loss around two minimizers", Jobs: jobs,
		Tables: []study.Table{{Name: "landscape", Digits: digits, Columns: []string{"minimizer", "held", "a", "b", "risk"}}},
		Fill: func(done study.Results, t []*study.Table) {
			for k := range Minimizers {
				for held, name := range set {
					for i, z := range done[key(k)].Vector(name) {
						t[0].Add(k, held, at[i%len(at)], at[i/len(at)], z)
					}
				}
			}
		},
	}
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
