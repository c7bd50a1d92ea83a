package optim_test

import (
	"fmt"
	"hash/fnv"
	"math"
	"testing"

	"github.com/gradstep/gradstep/pkg/optim"
)

// bitsOf is a hash of the bits of some numbers.
func bitsOf(x []float64) string {
	h := fnv.New64a()
	for _, v := range x {
		fmt.Fprintf(h, "%016x", math.Float64bits(v))
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

// fixedRounding is a bowl with ripples, whose gradient has the same bits on every
// processor: no product is added before it is rounded, no function is called.
func fixedRounding(dst, x []float64) {
	for i, v := range x {
		ripple := v / (1 + float64(v*v))
		dst[i] = float64(bowlCurvature(i)*v) + float64(0.3*ripple)
	}
}

// bitsAfter are those of 1000 steps of each rule that promises the same bits on every
// processor: its products are rounded before they are added.
var bitsAfter = map[string]string{
	"adadelta":              "ed6bf71c6aa319c4",
	"adagrad":               "e3e0e91da5ef1f4c",
	"dadaptation":           "a45d74e6c5254380",
	"dog":                   "8e4f4368547600fd",
	"lion":                  "11678ef591cf530b",
	"momentum":              "6a13155d2f4deb15",
	"momentum-outside":      "4a689315c4737675",
	"nesterov":              "a2e7b89289d5e2a5",
	"nesterov-reformulated": "579c441e5db46aae",
	"newton-diagonal":       "61001979fbfcac7a",
	"rmsprop":               "d29cf0df9fafefad",
	"rmsprop-centered":      "a1082f7212eb02a6",
	"sgd":                   "736ac5777cce3e15",
	"signsgd":               "9e9f99c7b95dfac5",
}

// withoutPromise are the rules whose bits depend on the processor, and on what in them.
var withoutPromise = map[string]string{
	"adabelief":   correction,
	"adam":        correction,
	"adam-hat":    correction,
	"adam-inside": correction,
	"adamax":      correction,
	"adamw":       correction,
	"amsgrad":     correction,
	"chain":       noise,
	"nadam":       correction,
	"newton":      factorization,
	"radam":       correction,
	"trust":       factorization,
}

const (
	correction    = "the correction of its means by math.Log and math.Expm1, which Go compiles as the processor likes"
	noise         = "the correction of Adam, and the size of its noise by math.Pow"
	factorization = "gonum's factorization of a matrix"
)

// The bits are those of the file on amd64, arm64 and WebAssembly.
func TestBitsOnEveryProcessor(t *testing.T) {
	for name, make := range allRules() {
		want, promised := bitsAfter[name]
		if reason, none := withoutPromise[name]; none == promised {
			t.Errorf("%s: it stands in both tables or in none (%s)", name, reason)
		}
		if !promised {
			continue
		}
		x := []float64{1.1, 0.25, -0.03125, -0.175, -0.26, -0.3, -1.75}
		r, err := optim.Minimize(optim.Problem{Grad: fixedRounding}, x, make(), optim.Settings{Rate: optim.Constant(0.03), MaxSteps: 1000})
		if got := bitsOf(r.X); err != nil || got != want {
			t.Errorf("%q: %q, // %v", name, got, err)
		}
	}
}
