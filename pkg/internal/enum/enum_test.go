package enum

import "testing"

type colour int

func TestNames(t *testing.T) {
	names := []string{"red", "green"}
	all := []Status{{"done", "Go home."}, {"late", "Hurry."}}
	for _, c := range []struct{ got, want string }{
		{Name(names, colour(1)), "green"},
		{Name(names, colour(2)), "colour(2)"},
		{Name(names, colour(-1)), "colour(-1)"},
		{StatusName(all, colour(1)), "late"},
		{StatusName(all, colour(5)), "colour(5)"},
		{Advice(all, colour(0)), "Go home."},
		{Advice(all, colour(2)), "An unknown status."},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
