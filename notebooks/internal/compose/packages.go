package compose

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

func (s *Session) packageName(path string) string {
	if s.Name != nil {
		return s.Name(path)
	}
	return PackageName(path)
}

var (
	majorVersion = regexp.MustCompile(`^v[0-9]+$`)
	dotVersion   = regexp.MustCompile(`\.v[0-9]+$`)
)

// PackageName guesses the name of a package from its import path, as most are
// named: the last element that is no major version, without "go-" before and
// ".v3" or "-go" behind it.
//
//	math/rand/v2      rand
//	gopkg.in/yaml.v3  yaml
func PackageName(importPath string) string {
	name := path.Base(importPath)
	if majorVersion.MatchString(name) {
		name = path.Base(path.Dir(importPath))
	}
	name = dotVersion.ReplaceAllString(name, "")
	return strings.TrimSuffix(strings.TrimPrefix(name, "go-"), "-go")
}

// Index returns a Find for a [Session] that knows the packages of some paths.
// When several have a name, the one with fewer elements is taken, then the one
// of the higher major version, then the first in the order of the alphabet.
// Those which programs cannot import, internal and main packages, must not be
// among the paths.
func Index(paths []string) func(name string) string {
	byName := map[string]string{}
	sorted := slices.Clone(paths)
	slices.SortFunc(sorted, func(a, b string) int {
		base := func(p string) string {
			if majorVersion.MatchString(path.Base(p)) {
				return path.Dir(p)
			}
			return p
		}
		if d := strings.Count(base(a), "/") - strings.Count(base(b), "/"); d != 0 {
			return d
		}
		if base(a) == base(b) {
			return strings.Compare(b, a)
		}
		return strings.Compare(a, b)
	})
	for _, p := range sorted {
		if name := PackageName(p); byName[name] == "" {
			byName[name] = p
		}
	}
	return func(name string) string { return byName[name] }
}
