package fd

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"gonum.org/v1/gonum/mathext"

	"github.com/gradstep/gradstep/pkg/internal/pagetest"
	"github.com/gradstep/gradstep/pkg/study"
)

var allKinds = []Kind{Smooth, Kink, Jump, Plateau, Noisy}

// confusion counts the answers by true kind.
type confusion [6][6]int

// total counts the answers that name a kind, and the right ones among them, for one answer or, with
// Unknown, for all.
func (c *confusion) total(answer Kind) (right, named int) {
	for _, truth := range allKinds {
		for _, said := range allKinds {
			if answer == Unknown || said == answer {
				named += c[truth][said]
				if said == truth {
					right += c[truth][said]
				}
			}
		}
	}
	return right, named
}

func (c *confusion) row(set string, truth Kind) (cells []any) {
	all := 0
	for _, said := range append(allKinds, Unknown) {
		cells = append(cells, c[truth][said])
		all += c[truth][said]
	}
	return append([]any{set, truth.String(), all}, cells...)
}

// diagnosed is what Diagnose says of the bank, by half.
var diagnosed = sync.OnceValue(func() map[string]*scored {
	sets := map[string]*scored{"tuning": {}, "held out": {}}
	for _, c := range readKinds() {
		s := sets[c.set]
		d, err := Diagnose(c.f, c.x)
		if err != nil {
			panic(fmt.Sprint(&c, err))
		}
		s.table[c.kind][d.Kind]++
		s.evals = append(s.evals, d.Evals)
		if d.Kind != c.kind {
			s.others = append(s.others, fmt.Sprintf("%v: %v: %s", &c, d.Kind, d.Reason))
		}
	}
	return sets
})

type scored struct {
	table  confusion
	evals  []int
	others []string
}

// The table of the page, and what it is asked for: at most one answer in a hundred names a wrong kind,
// and few name none.
func TestDiagnoseOnTheBank(t *testing.T) {
	table := study.Table{Columns: []string{"half", "kind", "functions", "smooth", "kink", "jump", "plateau", "noisy", "unknown"}}
	for _, set := range []string{"tuning", "held out"} {
		s := diagnosed()[set]
		for _, k := range allKinds {
			table.Add(s.table.row(set, k)...)
		}
		right, named := s.table.total(Unknown)
		if all := len(s.evals); all < 400 || (named-right)*100 > named || named*100 < all*97 {
			t.Errorf("%s: of %d functions %d were named, %d rightly:\n%v", set, all, named, right, s.others)
		}
		slices.Sort(s.evals)
		if median, most := s.evals[len(s.evals)/2], s.evals[len(s.evals)-1]; median > 110 || most > 300 {
			t.Errorf("%s: %d evaluations in the median, %d at most", set, median, most)
		}
	}
	pagetest.Open("../../docs/diagnosis.md").Tables(t, map[string]string{"confusion": table.Markdown(), "confidence": confidences(), "peers": kindPeers(t)})
}

// Confidence is what it is said to be: of the half on which nothing was set.
func TestConfidence(t *testing.T) {
	for _, k := range allKinds {
		right, named := diagnosed()["held out"].table.total(k)
		if low := atLeast(right, named); math.Abs(confidence[k]-low) > 0.001 {
			t.Errorf("%v: %v, and %d of %d make %.4f", k, confidence[k], right, named, low)
		}
	}
}

// atLeast is the lower end of Clopper and Pearson's one-sided 95 % interval.
func atLeast(right, of int) float64 {
	return mathext.InvRegIncBeta(float64(right), float64(of-right+1), 0.05)
}

func confidences() string {
	t := study.Table{Columns: []string{"answer", "given", "right", "at least, with 95 %"}}
	for _, k := range append(allKinds, Unknown) {
		name := k.String()
		if k == Unknown {
			name = "all five"
		}
		right, named := diagnosed()["held out"].table.total(k)
		t.Add(name, named, right, fmt.Sprintf("%.1f %%", 100*atLeast(right, named)))
	}
	return t.Markdown()
}

// kindPeers puts the figures of testdata/peers/kinds_peers.csv beside ours.
func kindPeers(t *testing.T) string {
	table := study.Table{Columns: []string{
		"kind, held out", "functions", "`fd.Diagnose` says smooth", "numdifftools takes three digits for sure", "scipy does",
	}}
	for _, k := range allKinds {
		ours, all := diagnosed()["held out"].table[k], 0
		for _, n := range ours {
			all += n
		}
		row := []any{k.String(), all, ours[Smooth]}
		for r := range peersTable(t, "kinds_peers").Where("set", "held out").Where("kind", k.String()).All() {
			if r.Float("cases") != float64(all) {
				t.Errorf("%v: %s functions, want %d", k, r.Text("cases"), all)
			}
			row = append(row, r.Text("sure"))
		}
		table.Add(row...)
	}
	return table.Markdown()
}
