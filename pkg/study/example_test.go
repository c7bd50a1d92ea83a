package study_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/gradstep/gradstep/pkg/study"
)

// walks is how far a random walk comes, for three lengths and a hundred seeds.
func walks() study.Study {
	plan := study.Plan[int]{
		Configs: []int{10, 100, 1000},
		Key:     func(steps, seed int) string { return fmt.Sprintf("steps=%d seed=%d", steps, seed) },
		Seeds:   func(int) int { return 100 },
		Cost:    func(steps int) float64 { return float64(steps) * 0.005 },
		Run: func(steps int, _ float64, seed int) (study.Result, error) {
			rng, at := study.Generator("walk", seed), 0
			for range steps {
				at += 2*rng.IntN(2) - 1
			}
			return study.Result{"square": float64(at * at)}, nil
		},
	}
	return study.Study{Name: "walks", About: "how far a random walk comes", Parts: []study.Part{{
		Name: "squares", Jobs: plan.Jobs(),
		Tables: []study.Table{{Name: "squares", Columns: []string{"steps", "mean", "se"}}},
		Fill: func(done study.Results, t []*study.Table) {
			for _, steps := range plan.Configs {
				s := study.Summarize(plan.Runs(done, steps).Values("square"))
				t[0].Add(steps, s.Mean, s.SE)
			}
		},
	}}}
}

// Two machines make a part each; the parts are joined, and the table is read.
func ExampleMerge() {
	dir, err := os.MkdirTemp("", "study")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	for i := 1; i <= 2; i++ {
		if err := study.Run(context.Background(), walks(), study.Settings{Dir: dir, Shard: study.Shard{Index: i, Count: 2}}); err != nil {
			log.Fatal(err)
		}
	}
	if err := study.Merge(walks(), study.Settings{Dir: dir}, dir); err != nil {
		log.Fatal(err)
	}
	t, err := study.Load(dir, "squares")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(t.Markdown())
	// Output:
	// | steps | mean | se |
	// | ---: | ---: | ---: |
	// | 10 | 8.56 | 1.2194 |
	// | 100 | 104.04 | 15.321 |
	// | 1000 | 1136 | 176.04 |
}

// Work of any kind can be kept in a journal: what is in it need not be done again.
func ExampleJournal() {
	dir, err := os.MkdirTemp("", "journal")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	for range 2 { // the second time everything is known
		j, err := study.OpenJournal(dir+"/squares.journal", "squares, version 1")
		if err != nil {
			log.Fatal(err)
		}
		for _, key := range []string{"3", "4"} {
			value, known := j.Get(key)
			if !known {
				fmt.Println("computing the square of", key)
				value = map[string]string{"3": "9", "4": "16"}[key]
				if err := j.Add(key, value); err != nil {
					log.Fatal(err)
				}
			}
			fmt.Println(key, value)
		}
		if err := j.Close(); err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// computing the square of 3
	// 3 9
	// computing the square of 4
	// 4 16
	// 3 9
	// 4 16
}

// 48 of 50 trials succeeded: what does that say of the next thousand?
func ExampleWilson() {
	lo, hi := study.Wilson(48, 50)
	fmt.Printf("%.0f to %.0f %%\n", 100*lo, 100*hi)
	// Output:
	// 87 to 99 %
}
