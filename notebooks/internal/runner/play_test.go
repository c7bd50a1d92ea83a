package runner

import (
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

func TestKnobs(t *testing.T) {
	source := "%%\nη := 0.5 // the rate\nsteps := 1_000\n\nlast := 3\nfmt.Println(η)"
	list := knobs(source)
	if len(list) != 2 || list[0] != (knob{1, "η", "0.5"}) || list[1] != (knob{2, "steps", "1_000"}) {
		t.Fatalf("%+v", list)
	}
	if got := list[0].with(source, "2.0"); !strings.Contains(got, "η := 2.0 // the rate\n") {
		t.Errorf("%q", got)
	}
	if got := list[1].others(); !slices.Equal(got, []string{"1001", "500", "2000", "0", "-3"}) {
		t.Errorf("%q", got)
	}
	if got := (knob{value: "1e-3"}).others(); !slices.Equal(got, []string{"0.0011", "0.0005", "0.003", "0.0", "-1e6"}) {
		t.Errorf("%q", got)
	}
	if knobs("x := 1\n") != nil {
		t.Error("a cell that declares has no knobs")
	}
}

func TestJudge(t *testing.T) {
	k, c := knob{1, "η", "0.5"}, &nbfile.Cell{}
	show := func(text string) nbfile.Output {
		return nbfile.Output{Kind: nbfile.Display, Data: nbfile.Bundle{"text/plain": text}}
	}
	stderr := func(text string) nbfile.Output {
		return nbfile.Output{Kind: nbfile.Stream, Name: "stderr", Text: text}
	}
	for name, test := range map[string]struct {
		outputs []nbfile.Output
		want    string
	}{
		"a figure":     {[]nbfile.Output{show("[figure] η = 2: it diverges")}, ""},
		"a sentence":   {[]nbfile.Output{stderr("optim: rate: -1 must be positive\n")}, ""},
		"a panic":      {[]nbfile.Output{show("x"), stderr("panic: boom\n\ngoroutine 1 [running]:\n")}, "a panic"},
		"nothing":      {nil, "neither"},
		"an old title": {[]nbfile.Output{show("[figure] η = 0.5: it converges")}, "still says"},
		"a compiler":   {[]nbfile.Output{stderr("./main.go:3:1: cannot use 2.0\n")}, "does not compile"},
	} {
		err := k.judge(c, "2.0", test.outputs)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
