package ranking

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/gradstep/gradstep/pkg/denoise"
	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/nn"
	"github.com/gradstep/gradstep/pkg/study"
)

const root = "../../../"

var page = pagetest.Open(root + "docs/restoration.md")

func load(t *testing.T, dir, name string) study.Table {
	t.Helper()
	table, err := study.Load(root+dir, name)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func tables(t *testing.T) (lambda, methods, deeper, others study.Table) {
	t.Helper()
	const dir = "testdata/study/restoration"
	return load(t, dir, "lambda"), load(t, dir, "methods"), load(t, dir, "deeper"), load(t, "testdata/peers", "denoisers")
}

func photographs(t *testing.T) []Photo {
	t.Helper()
	photos, err := Load(root + "testdata/photos")
	if err != nil {
		t.Fatal(err)
	}
	return photos
}

// The tables of the page are those that the study's make.
func TestTablesInTheDocumentation(t *testing.T) {
	page.Tables(t, Page(tables(t)))
}

// The tables' samples are those that the package makes.
func TestSameNoise(t *testing.T) {
	_, methods, deeper, others := tables(t)
	for _, p := range photographs(t) {
		for _, levels := range Sigmas {
			want := strconv.FormatFloat(Hash(p.Noisy(levels, false)), 'f', 0, 64)
			for name, table := range map[string]study.Table{"methods": methods, "deeper": deeper, "denoisers of others": others} {
				of := table.Where("photograph", p.Name).Where("sigma", levels)
				if len(of.Rows) == 0 {
					t.Errorf("%s: %d rows of %s with σ = %d", name, len(of.Rows), p.Name, levels)
				}
				for _, hash := range of.Text("hash") {
					if hash != want {
						t.Errorf("%s: %s with σ = %d has the samples %s, want %s", name, p.Name, levels, hash, want)
					}
				}
			}
		}
	}
}

// A row of the stored tables comes out again.
func TestStoredResults(t *testing.T) {
	lambda, methods, _, _ := tables(t)
	photos := photographs(t)
	s := Study(study.Full(), root+"testdata/photos", root+Deep)
	job := s.Parts[0].Jobs[slices.IndexFunc(s.Parts[0].Jobs, func(j study.Job) bool { return j.Key == key("coins", 25, false) })]
	r, err := job.Run(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	near := func(name string, got, want float64) {
		if math.Abs(got-want) > 1e-3 {
			t.Errorf("%s: %.4f, stored %.4f", name, got, want)
		}
	}
	for _, m := range ours {
		near(m.name, r[m.result], methods.Where("photograph", "coins").Where("sigma", 25).Where("method", m.name).Value("psnr"))
	}
	for _, method := range []string{"tv", "tikhonov"} {
		row := lambda.Where("photograph", "coins").Where("sigma", 25).Where("stored", 0).Where("method", method)
		for _, name := range []string{"best", "told", "found"} {
			near(method+" "+name, r[method+" "+name], row.Value(name))
		}
	}
	if len(photos) != len(lambda.Distinct("photograph")) {
		t.Errorf("%d photographs, the table has %d", len(photos), len(lambda.Distinct("photograph")))
	}
}

// What the page says of λ: at most 0.3 decibels are lost, for at most five times the steps.
func TestAutoOnPhotographs(t *testing.T) {
	lambda, _, _, _ := tables(t)
	for _, column := range []string{"told", "found"} {
		best, reached, photo := lambda.Floats("best"), lambda.Floats(column), lambda.Text("photograph")
		within := 0
		for i, b := range best {
			if b-reached[i] <= 0.3 {
				within++
			} else {
				t.Logf("%s: %v loses %.2f dB", column, lambda.Rows[i], b-reached[i])
			}
			if column == "told" && b-reached[i] > 0.3 {
				t.Errorf("%s: %.2f dB below the best with the noise told", photo[i], b-reached[i])
			}
		}
		how := map[string]string{"told": "with the noise told", "found": "with nothing told"}[column]
		page.Says(t, fmt.Sprintf("%d of %d", within, len(best)))
		page.Says(t, how)
	}
	for _, name := range []string{"told_steps", "found_steps"} {
		of := lambda.Where("method", "tv")
		if most := slices.Max(quotients(of.Floats(name), of.Floats("steps"))); most > 5 {
			t.Errorf("%s: %.1f times the steps at a given λ", name, most)
		}
	}
}

// The deeper network is the one that its page describes, and as good as it says.
func TestDeep(t *testing.T) {
	var d denoise.Denoiser
	if err := nn.LoadJSON(root+Deep, &d); err != nil {
		t.Fatal(err)
	}
	if d.Recipe.Depth != 17 || !d.Recipe.Normalize || slices.Contains(d.Photos, "camera.png") {
		t.Errorf("%+v of %v", d.Recipe, d.Photos)
	}
	network, n := pagetest.Open(root+"docs/network.md"), d.Model.Net.Params()
	network.Says(t, fmt.Sprintf("%d,%03d parameters", n/1000, n%1000))
	_, methods, deeper, _ := tables(t)
	var gap [3]float64
	for i, sigma := range Sigmas {
		gap[i] = difference(psnrs(deeper, "network of 17", sigma), psnrs(methods, "network of 5", sigma)).Mean
	}
	network.Says(t, fmt.Sprintf("better than the small one by %.1f dB at noise of 10 levels, and worse by %.1f dB at 25 and by %.1f dB at 40", gap[0], -gap[1], -gap[2]))
}

// What the page and the lessons say of the methods of others.
func TestOthers(t *testing.T) {
	_, methods, deeper, others := tables(t)
	var gap [3]float64
	best := 0
	for i, sigma := range Sigmas {
		bm3d := psnrs(others, "BM3D", sigma)
		for _, of := range []study.Table{methods, deeper, others} {
			for _, name := range of.Distinct("method") {
				if name == "BM3D" {
					continue
				}
				if g := difference(bm3d, psnrs(of, name, sigma)); g.Lo <= 0 {
					t.Errorf("σ = %d: BM3D − %s: %v", sigma, name, g)
				}
			}
		}
		gap[i] = difference(bm3d, psnrs(methods, yardstick, sigma)).Mean
		for k, v := range bm3d {
			ahead := true
			for _, of := range []study.Table{methods, deeper, others} {
				for _, name := range of.Distinct("method") {
					ahead = ahead && (name == "BM3D" || v > psnrs(of, name, sigma)[k])
				}
			}
			if ahead {
				best++
			}
		}
	}
	page.Says(t, fmt.Sprintf("BM3D is ahead of all of them by more than chance at each noise, of total variation at its best λ by %.1f, %.1f and %.1f dB, and the best of all in %d of %d cases",
		gap[0], gap[1], gap[2], best, len(Sigmas)*len(methods.Distinct("photograph"))))
}

func TestDifference(t *testing.T) {
	g := difference([]float64{1, 2, 3, 4}, []float64{0, 1, 2, 5})
	if g.Mean != 0.5 || g.Better != 3 || !(g.Lo < 0.5 && g.Hi > 0.5 && g.Lo >= -1 && g.Hi <= 1) {
		t.Errorf("%+v", g)
	}
	for name, call := range map[string]func(){
		"other numbers": func() { difference([]float64{1}, nil) },
		"no noise":      func() { Photo{}.Noisy(0, false) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			call()
		}()
	}
}
