package lesson

import (
	"strings"
	"testing"
)

// The first failure brings the first hint, every later one the larger; each exercise counts for itself.
func TestHintsGrow(t *testing.T) {
	fail := func(exercise string) string { return wrong("no").hinted(exercise, "small", "large").Reason }
	t.Setenv("GONB_TMP_DIR", "")
	if a, b := fail("A1"), fail("A1"); a != b || !strings.HasSuffix(a, "Hint: small") {
		t.Errorf("without a kernel: %q, then %q", a, b)
	}
	t.Setenv("GONB_TMP_DIR", t.TempDir())
	for i, want := range []string{"small", "large", "large"} {
		if got := fail("A1"); !strings.HasSuffix(got, want) {
			t.Errorf("failure %d: %q, want %q", i+1, got, want)
		}
	}
	if got := fail("A2"); !strings.HasSuffix(got, "small") {
		t.Errorf("the first failure of another exercise: %q", got)
	}
	if v := right("yes").hinted("A1", "small"); v.Reason != "yes" {
		t.Errorf("a right answer is told %q", v.Reason)
	}
	if v := unanswered().hinted("A3", "small"); strings.Contains(v.Reason, "Hint") {
		t.Errorf("no answer is told %q", v.Reason)
	}
}

// named tests that a typical mistake is answered by its name: each verdict is Wrong and has its words.
func named(t *testing.T, verdicts map[string]Verdict) {
	t.Helper()
	for want, v := range verdicts {
		if v.Outcome != Wrong || !strings.Contains(v.Reason, want) {
			t.Errorf("want a verdict with %q, got %v", want, v)
		}
	}
}
