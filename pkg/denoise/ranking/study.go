package ranking

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"

	"github.com/gradstep/gradstep/pkg/denoise"
	"github.com/gradstep/gradstep/pkg/nn"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/restore"
	"github.com/gradstep/gradstep/pkg/stair"
	"github.com/gradstep/gradstep/pkg/study"
)

// Deep is the file of the deeper network, from the root of the module.
const Deep = "testdata/weights/deep.json"

// distance is the accuracy of total variation, a quarter of a grey level.
const distance = 0.25 / stair.MaxLevel

// maker makes the jobs.
type maker struct {
	size   study.Size
	photos func() ([]Photo, error)
	deep   func() (denoise.Denoiser, error)
}

// Study restores each photograph of a folder with each noise, whole and stored, for the engine of package
// study. deep is the file of the deeper network.
func Study(size study.Size, folder, deep string) study.Study {
	m := maker{
		size:   size,
		photos: sync.OnceValues(func() ([]Photo, error) { return Load(folder) }),
		deep: sync.OnceValues(func() (d denoise.Denoiser, err error) {
			err = nn.LoadJSON(deep, &d)
			return d, err
		}),
	}
	return study.Study{
		Name: "restoration", About: "thirteen photographs with three noises: which λ, and which method",
		Package: "pkg/denoise/ranking", Page: "docs/restoration.md", Inputs: append(paths(folder), deep),
		Parts: []study.Part{m.photographs(), m.deeper()},
	}
}

func key(photo string, levels int, stored bool) string {
	return fmt.Sprintf("%s sigma=%d stored=%v", photo, levels, stored)
}

// ours are the methods of the table "methods", by their names in a job's result.
var ours = []struct{ name, result string }{
	{"Tikhonov, best λ", "tikhonov best"},
	{"Tikhonov, auto", "tikhonov told"},
	{"TV, best λ", "tv best"},
	{"TV, auto", "tv told"},
	{"network of 5", "network"},
}

func (m maker) photographs() study.Part {
	photos := study.Pick(m.size, files, files[:2])
	var jobs []study.Job
	for i := range photos {
		for _, levels := range Sigmas {
			for _, stored := range []bool{false, true} {
				jobs = append(jobs, study.Job{Key: key(named(photos[i]), levels, stored), Cost: 6e5, Run: func(context.Context, study.Results) (study.Result, error) {
					all, err := m.photos()
					if err != nil {
						return nil, err
					}
					return m.restore(all[i], levels, stored)
				}})
			}
		}
	}
	return study.Part{
		Name: "photographs", About: "λ best, with the noise told, and with nothing told; the methods beside each other", Jobs: jobs,
		Tables: []study.Table{
			{Name: "lambda", Digits: 6, Columns: []string{
				"photograph", "sigma", "stored", "method", "best_lambda", "best", "told_lambda", "told", "estimate", "found_lambda", "found", "steps", "told_steps", "found_steps",
			}},
			{Name: "methods", Digits: 6, Columns: methodColumns},
		},
		Fill: func(done study.Results, t []*study.Table) {
			for i := range photos {
				for _, levels := range Sigmas {
					for stored, is := range []bool{false, true} {
						r := done[key(named(photos[i]), levels, is)]
						for _, method := range []string{"tv", "tikhonov"} {
							v := func(name string) float64 {
								if v, ok := r[method+" "+name]; ok {
									return v
								}
								return math.NaN() // Tikhonov has no steps
							}
							t[0].Add(named(photos[i]), levels, stored, method, v("best λ"), v("best"), v("told λ"), v("told"), r["estimate"],
								v("found λ"), v("found"), v("steps"), v("told steps"), v("found steps"))
						}
					}
					r := done[key(named(photos[i]), levels, false)]
					for _, method := range ours {
						t[1].Add(named(photos[i]), levels, r["hash"], method.name, r[method.result])
					}
				}
			}
		},
	}
}

// restore makes one job: PSNR in decibels, and what they cost.
func (m maker) restore(p Photo, levels int, stored bool) (study.Result, error) {
	f, sigma := p.Noisy(levels, stored), float64(levels)/stair.MaxLevel
	level := restore.NoiseLevel(f, p.W, p.H)
	r := study.Result{"estimate": stair.MaxLevel * level}
	if err := m.totalVariation(r, p, f, sigma, level); err != nil {
		return nil, err
	}
	if err := tikhonov(r, p, f, sigma, level); err != nil {
		return nil, err
	}
	if stored {
		return r, nil
	}
	r["hash"] = Hash(f)
	u, err := denoise.Trained().Plane(nil, f, p.W, p.H)
	if err != nil {
		return nil, err
	}
	r["network"] = picture.PSNR(u, p.Clean)
	return r, nil
}

// deeper has the deeper network alone, whose weights are a file.
func (m maker) deeper() study.Part {
	photos := study.Pick(m.size, files, files[:2])
	var jobs []study.Job
	for i := range photos {
		for _, levels := range Sigmas {
			jobs = append(jobs, study.Job{Key: key(named(photos[i]), levels, false), Cost: 6e5, Run: func(context.Context, study.Results) (study.Result, error) {
				all, err := m.photos()
				if err != nil {
					return nil, err
				}
				d, err := m.deep()
				if err != nil {
					return nil, err
				}
				p := all[i]
				f := p.Noisy(levels, false)
				u, err := d.Plane(nil, f, p.W, p.H)
				if err != nil {
					return nil, err
				}
				return study.Result{"hash": Hash(f), "psnr": picture.PSNR(u, p.Clean)}, nil
			}})
		}
	}
	return study.Part{
		Name: "deeper", About: "a network of 17 layers on the same data", Jobs: jobs,
		Tables: []study.Table{{Name: "deeper", Digits: 6, Columns: methodColumns}},
		Fill: func(done study.Results, t []*study.Table) {
			for i := range photos {
				for _, levels := range Sigmas {
					r := done[key(named(photos[i]), levels, false)]
					t[0].Add(named(photos[i]), levels, r["hash"], "network of 17", r["psnr"])
				}
			}
		},
	}
}

// methodColumns are those of a table of methods, here and in testdata/peers.
var methodColumns = []string{"photograph", "sigma", "hash", "method", "psnr"}

func (m maker) totalVariation(r study.Result, p Photo, f []float64, sigma, level float64) error {
	steps := study.Pick(m.size, 3000, 40)
	best, err := restore.BestLambda(func(lambda float64) (float64, error) {
		u, err := restore.TV(f, p.W, p.H, lambda, lambda/2*float64(len(f))*distance*distance, steps)
		return picture.PSNR(u.U, p.Clean), err
	}, 0.05/sigma, 10/sigma)
	if err != nil {
		return err
	}
	fixed, err := restore.TV(f, p.W, p.H, best.Lambda, best.Lambda/2*float64(len(f))*distance*distance, steps)
	if err != nil {
		return err
	}
	r["tv best λ"], r["tv best"], r["tv steps"] = best.Lambda, best.Value, float64(fixed.Steps)
	for name, s := range map[string]float64{"told": sigma, "found": level} {
		u, c, err := restore.AutoTV(f, p.W, p.H, s, distance, steps, rand.New(rand.NewPCG(1, 1)))
		if err != nil {
			return err
		}
		r["tv "+name+" λ"], r["tv "+name], r["tv "+name+" steps"] = c.Lambda, picture.PSNR(u.U, p.Clean), float64(u.Steps)
	}
	return nil
}

func tikhonov(r study.Result, p Photo, f []float64, sigma, level float64) error {
	plan, u := restore.NewPlan(p.W, p.H), make([]float64, len(f))
	best, err := restore.BestLambda(func(lambda float64) (float64, error) {
		return picture.PSNR(plan.Tikhonov(u, f, lambda), p.Clean), nil
	}, 1e-4, 1e4)
	if err != nil {
		return err
	}
	r["tikhonov best λ"], r["tikhonov best"] = best.Lambda, best.Value
	for name, s := range map[string]float64{"told": sigma, "found": level} {
		u, c, err := restore.AutoTikhonov(u, f, p.W, p.H, s)
		if err != nil {
			return err
		}
		r["tikhonov "+name+" λ"], r["tikhonov "+name] = c.Lambda, picture.PSNR(u, p.Clean)
	}
	return nil
}
