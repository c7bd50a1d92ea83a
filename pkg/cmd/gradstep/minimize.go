package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/gradstep/gradstep/pkg/blackbox"
	"github.com/gradstep/gradstep/pkg/optim"
)

const minimizeHelp = `Usage: gradstep minimize [FLAGS] -- COMMAND [ARGUMENT...]

Minimizes a function of which only values are to be had: any program that prints
a number. {x0}, {x1}, … in its arguments stand for the variables, and the last
line that it prints is the value.

  gradstep minimize -lo 0 -hi 1 -budget 500 -jobs 4 -- python3 train.py --rate {x0} --decay {x1}
  gradstep minimize -start 3,4 -report out.html -- sh -c 'echo "({x0}-1)^2 + {x1}^2" | bc -l'

Descent needs a gradient, which is made from values: by differences along each
variable (central, forward) or along random directions (sphere, orthogonal,
spsa), which smooth the function. With -gradient diagnosed, the default, each
variable is looked at first, as by gradstep diagnose, and its advice is taken.

Every value is kept in the journal before it is used. A run may be interrupted or
killed at any time; the same command goes on from there and comes to the same
result, with any -jobs. Throw the journal away when the program has changed.
docs/black-boxes.md says more, and how to run the program on a cluster.

Exit status: 0, or 1 with one sentence when the program failed or the run was
interrupted, or 2 when the command line is wrong.

Flags, before the --:
`

// boxRules are the rules by name; where the rate is 0 it must be given, since it depends on the size
// of the gradient.
var boxRules = []struct {
	name string
	rate float64
}{{"rmsprop", 0.05}, {"adam", 0.1}, {"adagrad", 0.1}, {"sgd", 0}, {"momentum", 0}, {"nesterov", 0}}

// minimizeFlags are the settings of descent.
type minimizeFlags struct {
	boxFlags
	gradient, rule string
	rate, step     float64
	directions     int
	seed           uint64
}

func runMinimize(args []string, stdout, stderr io.Writer) int {
	var f minimizeFlags
	flags := flag.NewFlagSet("minimize", flag.ContinueOnError)
	f.register(flags, "start", "the `point` to start from, such as 3,4 (default the middle of the bounds)", 1000)
	flags.StringVar(&f.gradient, "gradient", "diagnosed", "`source` of the gradient: diagnosed, "+strings.Join(blackbox.Sources, ", "))
	flags.Float64Var(&f.step, "step", 0, "step of differences or radius of directions, `h`, in units of -scale (default 0.01); not with diagnosed")
	flags.IntVar(&f.directions, "directions", 0, "directions a step, `n`, for sphere, orthogonal and spsa")
	flags.StringVar(&f.rule, "rule", "rmsprop", "`rule` of descent: rmsprop, adam, adagrad, sgd, momentum, nesterov")
	flags.Float64Var(&f.rate, "rate", 0, "`rate` of the first step, in units of -scale; it falls to 0 as the budget is spent (default 0.05 for rmsprop, 0.1 for adam and adagrad)")
	flags.Uint64Var(&f.seed, "seed", 1, "`seed` of the random directions")
	command, status, done := parse(flags, minimizeHelp, args, stdout, stderr)
	if done {
		return status
	}
	r, err := f.prepare("start", command)
	if err != nil {
		return complain(stderr, "minimize", spoken(err))
	}
	settings, err := f.settings(len(r.at))
	if err != nil {
		return complain(stderr, "minimize", spoken(err))
	}
	var result blackbox.Result
	err = f.during(r, stderr, func(ctx context.Context) error {
		var err error
		result, err = blackbox.Minimize(ctx, r.evaluator, r.box, r.at, settings)
		return err
	})
	if err == nil {
		err = f.writeReport(r.evaluator, nil, &result)
	}
	if err == nil {
		err = f.write(stdout, r, &result)
	}
	if err != nil {
		return fail(stderr, "minimize", spoken(err))
	}
	return success
}

func (f *minimizeFlags) settings(n int) (s blackbox.Settings, err error) {
	s.Seed = f.seed
	switch {
	case f.budget == 0:
		return s, fmt.Errorf("-budget 0 has no end; descent needs one")
	case f.gradient == "diagnosed" && (f.step != 0 || f.directions != 0):
		return s, fmt.Errorf("-step and -directions are the diagnosis's to choose; give -gradient too")
	case f.rate < 0 || math.IsNaN(f.rate) || math.IsInf(f.rate, 0):
		return s, fmt.Errorf("-rate %v is not above 0", f.rate)
	case f.gradient != "diagnosed":
		if s.Source, err = blackbox.NewSource(f.gradient, n, f.step, f.directions); err != nil {
			return s, err
		}
	}
	for _, rule := range boxRules {
		if rule.name != f.rule {
			continue
		}
		named, _ := optim.RuleNamed(rule.name)
		s.Rule, s.Rate = named.New(), rule.rate
		if f.rate > 0 {
			s.Rate = f.rate
		}
		if s.Rate == 0 {
			return s, fmt.Errorf("-rule %s needs a -rate: its steps are as long as the gradient times the rate", f.rule)
		}
		return s, nil
	}
	return s, fmt.Errorf("there is no rule %q; see the list", f.rule)
}

func (f *minimizeFlags) write(w io.Writer, r *boxRun, result *blackbox.Result) error {
	_, failed := r.evaluator.Ran()
	n := len(r.evaluator.Evaluations())
	object := map[string]any{
		"x": result.X, "f": result.F, "evaluation": result.At, "start": result.Start, "f_start": result.StartF,
		"last": result.Last, "f_last": result.LastF, "steps": result.Steps, "evaluations": n, "failed": failed,
		"gradient": result.Source.About, "diagnoses": diagnosesJSON(result.Diagnoses),
	}
	return show(w, f.json, object, func(w io.Writer) error {
		x := strings.Trim(fmt.Sprint(result.X), "[]")
		fmt.Fprintf(w, "x = %s\nf = %v, the best of %d evaluations (the %d.); at the start %v, at the last step %v\n", x, result.F, n, result.At, result.StartF, result.LastF)
		_, err := fmt.Fprintf(w, "gradient: %s\nsteps: %d; failed evaluations: %d\n", result.Source.About, result.Steps, failed)
		return err
	})
}
