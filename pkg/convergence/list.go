package convergence

import (
	"fmt"

	"github.com/gradstep/gradstep/pkg/study"
)

// All lists the studies in the order in which they are made.
func All(size study.Size) []study.Study {
	return []study.Study{moments(size), benchmark(size), stops(size), forms(size), newton(size), smooth(size), nonsmoothStudy(size), nonconvex(size), radius(size), directions(size), race(size), training(size)}
}

// Named returns the studies with these names, in the order of All; no name means
// all of them.
func Named(size study.Size, names ...string) ([]study.Study, error) {
	all := All(size)
	if len(names) == 0 {
		return all, nil
	}
	want := map[string]bool{}
	for _, n := range names {
		want[n] = true
	}
	var out []study.Study
	for _, s := range all {
		if want[s.Name] {
			out = append(out, s)
			delete(want, s.Name)
		}
	}
	for _, n := range names {
		if want[n] {
			return nil, fmt.Errorf("convergence: there is no study %q", n)
		}
	}
	return out, nil
}
