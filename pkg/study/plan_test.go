package study

import (
	"context"
	"math"
	"slices"
	"testing"
)

// The rate is the first of those with the least score, on seeds of its own; one rate is taken as it is, and
// without rates there is none.
func TestPlan(t *testing.T) {
	seeds := map[string][]int{}
	p := Plan[string]{
		Configs: []string{"tuned", "given", "none", "hopeless"},
		Key:     func(c string, seed int) string { return c + string(rune('b'+seed)) },
		Seeds:   func(string) int { return 2 },
		Cost:    func(string) float64 { return 3 },
		Run: func(c string, rate float64, seed int) (Result, error) {
			seeds[c] = append(seeds[c], seed)
			miss := math.Abs(rate - 2)
			if c == "hopeless" {
				miss = math.NaN()
			}
			return Result{"rate": rate, "miss": miss}, nil
		},
		Rates: func(c string) []float64 {
			return map[string][]float64{"tuned": {5, 1, 3, 0}, "given": {7}, "hopeless": {4, 5}}[c]
		},
		Tries: []int{-2, -5},
		Score: func(runs Runs) float64 { return runs[0]["miss"] + runs[1]["miss"] },
	}
	done, cost := Results{}, 0.0
	for _, j := range p.Jobs() {
		r, err := j.Run(context.Background(), done)
		if err != nil {
			t.Fatal(err)
		}
		for _, need := range j.Needs {
			if done[need] == nil {
				t.Errorf("%s needs %s, which comes later", j.Key, need)
			}
		}
		done[j.Key] = r
		cost += j.Cost
	}
	if cost != 4*2*3+2*2*3+8*3 {
		t.Errorf("all jobs cost %v", cost)
	}
	for c, want := range map[string]float64{"tuned": 1, "given": 7, "none": math.NaN(), "hopeless": 4} {
		runs := p.Runs(done, c)
		for _, got := range append(runs.Values("rate"), p.Rate(done, c)) {
			if got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
				t.Errorf("%s: rate %v, want %v", c, got, want)
			}
		}
		if got := seeds[c][len(seeds[c])-2:]; len(runs) != 2 || !slices.Equal(got, []int{0, 1}) {
			t.Errorf("%s: seeds %v", c, seeds[c])
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a number that no run has is no fault")
		}
	}()
	p.Runs(done, "given").Values("steps")
}

// A grid is widened until the best rate is inside, upwards and downwards; where nothing gets better, or nothing
// can be had, it stays; and the means of what is kept are those of the runs with the rate that is taken.
func TestPlanWidens(t *testing.T) {
	tried := map[string][]float64{}
	p := Plan[string]{
		Configs: []string{"above", "below", "inside", "flat", "hopeless", "endless"},
		Key:     func(c string, seed int) string { return c + string(rune('b'+seed)) },
		Seeds:   func(string) int { return 1 },
		Cost:    func(string) float64 { return 1 },
		Run: func(c string, rate float64, seed int) (Result, error) {
			tried[c] = append(tried[c], rate)
			miss := math.Abs(math.Log2(rate / map[string]float64{"above": 32, "below": 0.25, "inside": 2}[c]))
			switch c {
			case "flat":
				miss = 1
			case "hopeless":
				miss = math.NaN()
			case "endless":
				miss = -rate
			}
			return Result{"miss": miss, "seed": float64(seed)}, nil
		},
		Rates: func(string) []float64 { return []float64{1, 2, 4} },
		Widen: 2, Tries: []int{-2}, Keep: []string{"seed"},
		Score: func(runs Runs) float64 { return runs[0]["miss"] },
	}
	done := Results{}
	for _, j := range p.Jobs()[:6] {
		r, err := j.Run(context.Background(), done)
		if err != nil {
			t.Fatal(err)
		}
		done[j.Key] = r
	}
	for c, want := range map[string][]float64{
		"above": {1, 2, 4, 8, 16, 32, 64}, "below": {1, 2, 4, 0.5, 0.25, 0.125}, "inside": {1, 2, 4},
		"flat": {1, 2, 4, 0.5}, "hopeless": {1, 2, 4},
	} {
		if !slices.Equal(tried[c], want) {
			t.Errorf("%s: tried %v, want %v", c, tried[c], want)
		}
	}
	if a, b := p.Rate(done, "above"), p.Rate(done, "below"); a != 32 || b != 0.25 {
		t.Errorf("rates %v and %v", a, b)
	}
	if len(tried["endless"]) != 3+widenings {
		t.Errorf("%d rates where each is better than the one before", len(tried["endless"]))
	}
	if p.Kept(done, "above", "seed") != -2 || !math.IsNaN(p.Kept(done, "unknown", "seed")) {
		t.Errorf("kept %v and %v", p.Kept(done, "above", "seed"), p.Kept(done, "unknown", "seed"))
	}
}
