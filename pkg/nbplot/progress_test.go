package nbplot

import (
	"reflect"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	now := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	var lines []string
	p := &Progress{what: "training", total: 100, start: now, now: func() time.Time { return now }, put: func(s string) { lines = append(lines, s) }}
	for step := range 101 {
		p.Set(step, "loss 0.5")
		now = now.Add(50 * time.Millisecond)
	}
	p.Done()
	p.Done()
	if n := len(lines); n != 27 {
		t.Errorf("%d lines for 101 steps in 5 s, want 26 and the empty one", n)
	}
	if want := "training: 40 of 100, loss 0.5, 3s left"; lines[10] != want {
		t.Errorf("line %q, want %q", lines[10], want)
	}
	if lines[len(lines)-1] != "" || lines[len(lines)-2] == "" {
		t.Errorf("the last lines are %q", lines[len(lines)-2:])
	}
	quiet := NewProgress("quiet", 3) // no notebook here: nothing is shown
	quiet.put = func(s string) { t.Errorf("a silent progress writes %q", s) }
	quiet.Set(1, "")
	quiet.Done()
	if (&Progress{what: "reading"}).line(5, "", time.Minute) != "reading: 5" {
		t.Error("a progress without a total")
	}
}

func TestStatic(t *testing.T) {
	if !Static() {
		t.Error("outside a notebook figures are static")
	}
}

func TestWrapText(t *testing.T) {
	got := wrapText("one two three", 10, textWidth("one two", 10)+0.1)
	if want := []string{"one two", "three"}; !reflect.DeepEqual(got, want) {
		t.Errorf("wrapped to %q", got)
	}
	if got := wrapText("unbreakable", 10, 1); len(got) != 1 {
		t.Errorf("a long word is wrapped to %q", got)
	}
}
