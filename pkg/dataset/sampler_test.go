package dataset_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/gradstep/gradstep/pkg/dataset"
)

func pcg(a, b uint64) *rand.Rand { return rand.New(rand.NewPCG(a, b)) }

// epoch collects one epoch.
func epoch(s *dataset.Sampler) (all []int, sizes []int) {
	for b := range s.Batches() {
		all = append(all, b...)
		sizes = append(sizes, len(b))
	}
	return all, sizes
}

// TestWithoutReplacement: in every epoch each sample comes exactly once, only the last
// batch may be short, and its length is what is left.
func TestWithoutReplacement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 60).Draw(t, "n")
		size := rapid.IntRange(1, 70).Draw(t, "size")
		drop := size <= n && rapid.Bool().Draw(t, "drop")
		checkWithoutReplacement(t, n, size, drop)
	})
}

// TestDropLast: three samples in batches of two leave one out when the short batch is dropped.
func TestDropLast(t *testing.T) { checkWithoutReplacement(t, 3, 2, true) }

func checkWithoutReplacement(t rapid.TB, n, size int, drop bool) {
	t.Helper()
	s, err := dataset.NewSampler(n, dataset.Settings{Size: size, Rand: pcg(1, 2), DropLast: drop})
	if err != nil {
		t.Fatal(err)
	}
	for e := 1; e <= 3; e++ {
		all, sizes := epoch(s)
		if s.Epoch() != e {
			t.Fatalf("epoch %d, want %d", s.Epoch(), e)
		}
		slices.Sort(all)
		if want := n; !drop && len(all) != want || drop && len(all) != n/size*size {
			t.Fatalf("%d samples of %d in batches of %d, drop %v", len(all), n, size, drop)
		}
		if len(slices.Compact(all)) != len(all) {
			t.Fatalf("a sample came twice: %v", all)
		}
		for i, b := range sizes {
			if b != size && (i != len(sizes)-1 || b != n%size || drop) {
				t.Fatalf("batch lengths %v of size %d from %d", sizes, size, n)
			}
		}
	}
}

// TestNextAgreesWithBatches: Next goes through epochs as Batches does, and equal seeds
// give equal batches.
func TestNextAgreesWithBatches(t *testing.T) {
	o := dataset.Settings{Size: 4, Rand: pcg(3, 3)}
	a, err := dataset.NewSampler(10, o)
	if err != nil {
		t.Fatal(err)
	}
	o.Rand = pcg(3, 3)
	b, err := dataset.NewSampler(10, o)
	if err != nil {
		t.Fatal(err)
	}
	var first []int
	for e := range 3 {
		all, _ := epoch(a)
		var next []int
		for range 3 {
			next = append(next, b.Next()...)
		}
		if !slices.Equal(all, next) {
			t.Errorf("epoch %d: Batches %v, Next %v", e, all, next)
		}
		if e == 0 {
			first = all
		} else if slices.Equal(first, all) {
			t.Errorf("epoch %d has the order of the first: it was not shuffled anew", e)
		}
	}
}

// TestInOrder: without a generator the order stays.
func TestInOrder(t *testing.T) {
	s, err := dataset.NewSampler(5, dataset.Settings{Size: 2})
	if err != nil {
		t.Fatal(err)
	}
	if all, _ := epoch(s); !slices.Equal(all, []int{0, 1, 2, 3, 4}) {
		t.Errorf("%v", all)
	}
}

// TestShuffleIsUniform: over many epochs each sample stands at each place equally often,
// within five standard errors.
func TestShuffleIsUniform(t *testing.T) {
	const n, rounds = 5, 20000
	s, err := dataset.NewSampler(n, dataset.Settings{Rand: pcg(5, 5)})
	if err != nil {
		t.Fatal(err)
	}
	var count [n][n]float64
	for range rounds {
		for place, i := range s.Next() {
			count[place][i]++
		}
	}
	p := 1.0 / n
	sigma := math.Sqrt(rounds * p * (1 - p))
	for place := range count {
		for i, c := range count[place] {
			if math.Abs(c-rounds*p) > 5*sigma {
				t.Errorf("sample %d at place %d: %v of %d times", i, place, c, rounds)
			}
		}
	}
}

// TestReplacement: draws are uniform and independent of the epoch's other draws, so an
// epoch misses a share (1-1/n)ⁿ of the samples on average.
func TestReplacement(t *testing.T) {
	const n, rounds = 20, 4000
	s, err := dataset.NewSampler(n, dataset.Settings{Size: 7, Rand: pcg(6, 6), Replace: true})
	if err != nil {
		t.Fatal(err)
	}
	missing, total := 0.0, 0
	var count [n]float64
	for range rounds {
		all, _ := epoch(s)
		total += len(all)
		seen := map[int]bool{}
		for _, i := range all {
			seen[i] = true
			count[i]++
		}
		missing += float64(n - len(seen))
	}
	if total != n*rounds {
		t.Errorf("%d draws, want %d", total, n*rounds)
	}
	want := n * math.Pow(1-1.0/n, n)
	if got := missing / rounds; math.Abs(got-want) > 5*math.Sqrt(n)/math.Sqrt(rounds) {
		t.Errorf("%v samples missing in an epoch, want %v", got, want)
	}
	for i, c := range count {
		if sigma := math.Sqrt(rounds); math.Abs(c-rounds) > 5*sigma {
			t.Errorf("sample %d came %v times, want about %d", i, c, rounds)
		}
	}
}

// TestCurriculum: the first epochs have the easiest samples, as many as the formula says.
func TestCurriculum(t *testing.T) {
	score := []float64{5, 1, 4, 2, 3, 9, 7, 8, 6, 0}
	c, err := dataset.NewCurriculum(score, 0.2, 4)
	if err != nil {
		t.Fatal(err)
	}
	s, err := dataset.NewSampler(len(score), dataset.Settings{Size: 3, Rand: pcg(1, 1), Curriculum: c})
	if err != nil {
		t.Fatal(err)
	}
	for e, want := range []int{2, 4, 6, 8, 10, 10} {
		all, _ := epoch(s)
		if len(all) != want {
			t.Fatalf("epoch %d has %d samples, want %d", e, len(all), want)
		}
		hardest := 0.0
		for _, i := range all {
			hardest = max(hardest, score[i])
		}
		if hardest != float64(want-1) { // the scores are a permutation of 0, …, 9
			t.Errorf("epoch %d: hardest score %v, want %d", e, hardest, want-1)
		}
	}
	plain, err := dataset.NewSampler(len(score), dataset.Settings{Curriculum: c})
	if err != nil {
		t.Fatal(err)
	}
	if all, _ := epoch(plain); !slices.Equal(all, []int{9, 1}) {
		t.Errorf("without a generator: %v, want from easy to hard", all)
	}
}

// TestCurriculumAtOnce: with no epochs to wait for, the first one has all samples.
func TestCurriculumAtOnce(t *testing.T) {
	c, err := dataset.NewCurriculum([]float64{3, 1, 2}, 0.1, 0)
	if err != nil {
		t.Fatal(err)
	}
	s, err := dataset.NewSampler(3, dataset.Settings{Curriculum: c})
	if err != nil {
		t.Fatal(err)
	}
	if all, _ := epoch(s); !slices.Equal(all, []int{1, 2, 0}) {
		t.Errorf("%v, want all, from easy to hard", all)
	}
}

func TestBadOptions(t *testing.T) {
	c, err := dataset.NewCurriculum([]float64{1, 2, 3}, 0.5, 2)
	if err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]dataset.Settings{
		"negative size":            {Size: -1},
		"dropped":                  {Size: 9, DropLast: true},
		"replace without rand":     {Replace: true},
		"replace and curriculum":   {Replace: true, Rand: pcg(1, 1), Curriculum: c},
		"curriculum's length":      {Curriculum: c},
		"curriculum's first epoch": {Curriculum: c, Size: 3, DropLast: true},
	} {
		n := 4
		if name == "curriculum's first epoch" {
			n = 3
		}
		if _, err := dataset.NewSampler(n, o); !errors.Is(err, dataset.ErrValue) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := dataset.NewSampler(0, dataset.Settings{}); !errors.Is(err, dataset.ErrValue) {
		t.Errorf("no samples: %v", err)
	}
	for name, f := range map[string]func() error{
		"NaN score": func() error { _, err := dataset.NewCurriculum([]float64{math.NaN()}, 1, 1); return err },
		"start 0":   func() error { _, err := dataset.NewCurriculum([]float64{1}, 0, 1); return err },
		"epochs":    func() error { _, err := dataset.NewCurriculum([]float64{1}, 1, -1); return err },
	} {
		if err := f(); !errors.Is(err, dataset.ErrValue) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 50).Draw(t, "n")
		share := rapid.Float64Range(0.01, 0.99).Draw(t, "share")
		checkSplit(t, n, share)
	})
	for _, share := range []float64{0, 1, math.NaN(), -1} {
		if _, _, err := dataset.Split(10, share, pcg(1, 1)); !errors.Is(err, dataset.ErrValue) {
			t.Errorf("share %v: %v", share, err)
		}
	}
	if _, _, err := dataset.Split(1, 0.5, pcg(1, 1)); !errors.Is(err, dataset.ErrValue) {
		t.Errorf("one sample: %v", err)
	}
}

// TestSplitRoundsHalves: of 4 samples, a share of 3/8 is 1.5 and validates 2.
func TestSplitRoundsHalves(t *testing.T) { checkSplit(t, 4, 0.375) }

func checkSplit(t rapid.TB, n int, share float64) {
	t.Helper()
	train, validate, err := dataset.Split(n, share, pcg(4, 4))
	if err != nil {
		t.Fatal(err)
	}
	if want := min(max(int(math.Round(float64(n)*share)), 1), n-1); len(validate) != want {
		t.Fatalf("%d for validation of %d, share %v, want %d", len(validate), n, share, want)
	}
	all := append(slices.Clone(train), validate...)
	if !slices.IsSorted(train) || !slices.IsSorted(validate) {
		t.Fatalf("not ascending: %v, %v", train, validate)
	}
	slices.Sort(all)
	for i, v := range all {
		if i != v {
			t.Fatalf("not a partition: %v", all)
		}
	}
}
