package study

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestProgressTellsTheTimeLeft(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(0, 0)
	p := &progress{study: "x", out: &out, now: func() time.Time { return now }, start: now, last: now, total: 4, all: 100}
	p.skipped = 20
	p.finished(20) // from the journal
	now = now.Add(40 * time.Second)
	p.finished(40)
	if want := "study x: 2 of 4 jobs, 60 %, 40s left\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
	p.live = true
	now = now.Add(time.Second)
	p.finished(1)
	p.end()
	if !strings.HasSuffix(out.String(), "\r") || !strings.Contains(out.String(), "\rstudy x: 3 of 4 jobs") {
		t.Errorf("%q", out.String())
	}
}
