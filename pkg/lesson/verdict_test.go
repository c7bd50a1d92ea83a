package lesson

import (
	"math"
	"strings"
	"testing"
)

func TestJudgeTellsTheThreeOutcomesApart(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name string
		in   []probe
		want Outcome
		say  string
	}{
		{"nothing answered", []probe{{"a", nan, 1, 0}, {"b", nan, 2, 0}}, Unanswered, "Replace"},
		{"all within tolerance", []probe{{"a", 1, 1, 0}, {"b", 2.001, 2, 0.01}}, Right, "well done"},
		{"one beyond tolerance", []probe{{"a", 1, 1, 0}, {"at b", 2.1, 2, 0.01}}, Wrong, "at b: your function gives 2.1, and 2 is right"},
		{"NaN in one case only", []probe{{"a", 1, 1, 0}, {"b", nan, 2, 0.01}}, Wrong, "NaN"},
		{"infinite", []probe{{"a", math.Inf(1), 1, 1}}, Wrong, "+Inf"},
	} {
		v := judge("well done", c.in...)
		if v.Outcome != c.want || !strings.Contains(v.Reason, c.say) {
			t.Errorf("%s: %v, want outcome %d and %q", c.name, v, c.want, c.say)
		}
	}
}

func TestGuardedReportsAPanic(t *testing.T) {
	v := guarded(func() Verdict { var s []float64; _ = s[3]; return right("") })
	if v.Outcome != Wrong || !strings.Contains(v.Reason, "index out of range") {
		t.Errorf("guarded = %v", v)
	}
}

func TestVerdictMarksNeedNoColour(t *testing.T) {
	marks := map[string]bool{}
	for _, v := range []Verdict{right("a"), wrong("a"), unanswered()} {
		marks[string([]rune(v.String())[0])] = true
	}
	if len(marks) != 3 {
		t.Errorf("the three verdicts begin with %d different marks", len(marks))
	}
}

func TestClaimPanicsWhenFalse(t *testing.T) {
	defer func() {
		if r := recover(); r == nil || !strings.Contains(r.(string), "2 = 3") {
			t.Errorf("recovered %v", r)
		}
	}()
	Claim(true, "1 = %d", 1)
	Claim(false, "2 = %d", 3)
}
