package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/gradstep/gradstep/pkg/convergence"
	"github.com/gradstep/gradstep/pkg/denoise"
	"github.com/gradstep/gradstep/pkg/denoise/ranking"
	"github.com/gradstep/gradstep/pkg/race"
	"github.com/gradstep/gradstep/pkg/recovery/standins"
	"github.com/gradstep/gradstep/pkg/recovery/styles"
	"github.com/gradstep/gradstep/pkg/recovery/trials"
	"github.com/gradstep/gradstep/pkg/rivals"
	"github.com/gradstep/gradstep/pkg/study"
)

// studies makes the experiments, those that need them from the photographs of a folder. To add one, write
// its package and a row below: all else follows from its name.
func studies(size study.Size, photos string) []study.Study {
	return []study.Study{
		convergence.Study(size),
		trials.Study(size, photos),
		standins.Study(size, photos),
		denoise.Study(size, photos),
		denoise.RulesStudy(size, photos),
		race.Study(size),
		styles.Study(size, photos),
		rivals.Study(size, "testdata/bendfo"),
		rivals.StackStudy(size, photos),
		ranking.Study(size, photos, ranking.Deep),
	}
}

// named returns the study of that name.
func named(name string, size study.Size, photos string) (study.Study, error) {
	for _, s := range studies(size, photos) {
		if s.Name == name {
			return s, nil
		}
	}
	return study.Study{}, fmt.Errorf("there is no study %q; gradstep study lists them", name)
}

// listStudies says of each study what it costs and where everything is.
func listStudies(w io.Writer, size study.Size) {
	for _, s := range studies(size, "") {
		var parts []string
		for _, p := range s.Parts {
			parts = append(parts, p.Name)
		}
		fmt.Fprintf(w, "%s: %s\n  cost   %s on one core, and less on more\n  code   %s\n  data   %s\n  page   %s\n  parts  %s\n\n",
			s.Name, s.About, roughly(s.Cost()), s.Package, s.Dir(), s.Page, strings.Join(parts, ", "))
	}
}

// roughly is a duration in words.
func roughly(d time.Duration) string {
	if d < 2*time.Minute {
		return fmt.Sprintf("%.0f seconds", d.Seconds())
	}
	return fmt.Sprintf("%.0f minutes", d.Minutes())
}
