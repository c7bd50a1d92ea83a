package nbfile_test

import (
	"fmt"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// Elsewhere a line may be drawn through other points, as long as it runs where it ran; here it may not.
func TestLines(t *testing.T) {
	figure := func(d string) []byte { return fmt.Appendf(nil, `<svg><path d="%s" stroke="red"/></svg>`, d) }
	file := figure("m10 10l20 0 20 20h10v5z m70 70h0")
	for _, test := range []struct {
		now             string
		here, elsewhere bool
	}{
		{"m10 10l20 0 20 20h10v5z m70 70h0", true, true},
		{"M10 10L30 10L50 30H60V35Z M80 80H80", false, true},
		{"m10 10l10 .3 10-.3 8 8 12 12h10v5z m70 70h0", false, true},
		{"m10 10l20 0 20 20h10v5z m70.9 70h0", false, true},
		{"m10 10l20 0 20 20h10v5z m71.2 70h0", false, false}, // a mark moved
		{"m10 10l20 0 20 20h10v5z", false, false},            // a mark is missing
		{"m10 10l20 0 20 20h10v5z m70 70h0 m90 9h0", false, false},
		{"m10 10l20 0 20 20h10v5 m70 70h0", false, false}, // not closed
		{"m10 10l10 4 10-4 20 20h10v5z m70 70h0", false, false},
		{"m10 10l20 0 20 20h10v5z m70", false, false},
		{"m10 10c20 0 20 20 10 10", false, false},
		{"", false, false},
	} {
		now := figure(test.now)
		if err := nbfile.Here.Figure("image/svg+xml", file, now); (err == nil) != test.here {
			t.Errorf("%s, here: %v", test.now, err)
		}
		if err := nbfile.Elsewhere.Figure("image/svg+xml", file, now); (err == nil) != test.elsewhere {
			t.Errorf("%s, elsewhere: %v", test.now, err)
		}
	}
	label := func(x, scale float64) []byte {
		return fmt.Appendf(nil, `<svg><g transform="translate(%g 9)scale(%g)"/></svg>`, x, scale)
	}
	for _, test := range []struct {
		x, scale        float64
		here, elsewhere bool
	}{{74, 0.01, true, true}, {74.1, 0.01, false, true}, {74.4, 0.01, false, false}, {74, 0.02, false, false}} {
		now := label(test.x, test.scale)
		if err := nbfile.Here.Figure("image/svg+xml", label(74, 0.01), now); (err == nil) != test.here {
			t.Errorf("%s, here: %v", now, err)
		}
		if err := nbfile.Elsewhere.Figure("image/svg+xml", label(74, 0.01), now); (err == nil) != test.elsewhere {
			t.Errorf("%s, elsewhere: %v", now, err)
		}
	}
	red, blue := figure("m0 0l5 5"), []byte(`<svg><path d="m0 0l2.5 2.5 2.5 2.5" stroke="blue"/></svg>`)
	if nbfile.Elsewhere.Figure("image/svg+xml", red, blue) == nil {
		t.Error("another colour is taken")
	}
	if err := nbfile.Chaotic.Figure("image/svg+xml", red, blue); err != nil {
		t.Error(err)
	}
}
