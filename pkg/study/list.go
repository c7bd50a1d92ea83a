package study

import "fmt"

// All lists the studies in the order in which they are made.
func All(size Size) []Study {
	return []Study{moments(size), benchmark(size), stops(size), forms(size), newton(size), smooth(size), nonsmoothStudy(size), nonconvex(size), radius(size), directions(size), race(size), training(size)}
}

// Named returns the studies with these names, in the order of All; no name means
// all of them.
func Named(size Size, names ...string) ([]Study, error) {
	all := All(size)
	if len(names) == 0 {
		return all, nil
	}
	want := map[string]bool{}
	for _, n := range names {
		want[n] = true
	}
	var out []Study
	for _, s := range all {
		if want[s.Name] {
			out = append(out, s)
			delete(want, s.Name)
		}
	}
	for _, n := range names {
		if want[n] {
			return nil, fmt.Errorf("study: there is no study %q", n)
		}
	}
	return out, nil
}
