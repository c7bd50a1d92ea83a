package convergence

import "github.com/gradstep/gradstep/pkg/study"

// Study is all of it, for the engine of package study.
func Study(size study.Size) study.Study {
	return study.Study{
		Name: "convergence", About: "how fast finite-difference descent converges, against the theorems",
		Package: "pkg/convergence", Page: "docs/convergence.md",
		Parts: []study.Part{
			moments(size), benchmark(size), stops(size), forms(size), newton(size), smooth(size),
			nonsmoothStudy(size), exponents(size), nonconvex(size), stationary(size), successive(size), penalties(size), radius(size), directions(size), race(size), training(size),
		},
	}
}
