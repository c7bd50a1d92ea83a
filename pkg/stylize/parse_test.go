package stylize

import (
	"errors"
	"strings"
	"testing"
)

func TestParseStyle(t *testing.T) {
	text := "\ufeff# a shop\r\n\r\ntone gain=1.1\tgamma=? # guess\r\nquantize b=8.5\r\nblur width=0.5..1.5\r\nquantize b=7"
	s, err := ParseStyle([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	const want = "tone gain=1.1 gamma=0.4..2.5\nquantize b=8.5\nblur width=0.5..1.5\nquantize b=7\n"
	if s.String() != want || s.Unknowns() != 2 {
		t.Errorf("%s, %d unknown", s, s.Unknowns())
	}
	if again, err := ParseStyle([]byte(s.String())); err != nil || again.String() != want {
		t.Errorf("%s, %v", again, err)
	}
	if with := s.With([]float64{1, 2, 3, 1, 5}); with.Unknowns() != 0 || with.String() != "tone gain=1 gamma=2\nquantize b=3\nblur width=1\nquantize b=5\n" {
		t.Errorf("%s", with)
	}
}

func TestParseStyleRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "no line names a filter",
		"# nothing\n\n":                      "no line names a filter",
		"sharpen radius=2":                   `line 1: stylize: bad style: there is no filter "sharpen"; there are tone, balance, blur, contrast, quantize`,
		"\ntone gain=1":                      "line 2: stylize: bad style: tone does not say its gamma; write gamma=NUMBER, or gamma=? to have it found",
		"tone":                               "does not say its gain",
		"quantize b=NaN":                     "b=NaN is neither a number, nor a range such as 0.5..2, nor ?",
		"quantize b=Inf":                     "b=Inf is neither",
		"quantize b=1e400":                   "is neither",
		"quantize b=8,5":                     "b=8,5 is neither",
		"quantize b=":                        `"b=" is not NAME=NUMBER`,
		"quantize b = 8":                     `"b" is not NAME=NUMBER`,
		"quantize b=8 b=9":                   "quantize says b twice",
		"quantize n=8":                       `quantize has no parameter "n"; it has b`,
		"tone gain=1 gamma=1 depth=3":        `tone has no parameter "depth"; it has gain and gamma`,
		"quantize b=1e9":                     "b = 1e+09, want 5 to 30",
		"quantize b=9..8":                    "b from 9 to 8",
		"quantize b=8..8":                    "unknown between 8 and 8",
		"quantize b=2..9":                    "b from 2 to 9, want a range within 5 to 30",
		"quantize b=8..9..10":                "is neither",
		"\xff\xfe quantize":                  "there is no filter",
		strings.Repeat("x", 1<<17):           "more than 65536: this is no chain file",
		strings.Repeat("blur width=1\n", 65): "line 65: stylize: bad style: more than 64 filters",
	} {
		_, err := ParseStyle([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, ErrStyle) && !errors.Is(err, ErrValue) {
			t.Errorf("%.40q: %v, want %q", text, err, want)
		}
	}
}

func FuzzParseStyle(f *testing.F) {
	for _, seed := range []string{"quantize b=?", "tone gain=1..2 gamma=1 # x", "\ufeffblur width=1\r\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := ParseStyle(text)
		if err != nil {
			return
		}
		if again, err := ParseStyle([]byte(s.String())); err != nil || again.String() != s.String() {
			t.Errorf("%q: %v", s.String(), err)
		}
	})
}
