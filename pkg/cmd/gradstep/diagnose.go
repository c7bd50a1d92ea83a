package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"math"

	"github.com/gradstep/gradstep/pkg/blackbox"
	"github.com/gradstep/gradstep/pkg/fd"
)

const diagnoseHelp = `Usage: gradstep diagnose [FLAGS] -- COMMAND [ARGUMENT...]

Says what a function is like at a point, from its values alone: smooth, with a
kink, with a jump, flat or noisy, how sure that is, and which estimator of the
gradient suits it, with what step. The function is any program that prints a
number: {x0}, {x1}, … in its arguments stand for the variables, and the last
line that it prints is the value.

  gradstep diagnose -at 0.3,1.5 -- python3 loss.py {x0} {x1}
  gradstep diagnose -at 2 -- sh -c 'echo "{x0} * {x0}" | bc -l'

Each variable is looked at along its axis, with some 110 evaluations. Every value
is kept in the journal: the same command goes on after an interruption, and
gradstep minimize with the same point and bounds takes what it finds there. Throw
the journal away when the program has changed. docs/diagnosis.md says how often the answer is right,
docs/black-boxes.md how to run the program on a cluster.

Exit status: 0, or 1 with one sentence when the program failed, or 2 when the
command line is wrong. "unknown" is an answer too.

Flags, before the --:
`

func runDiagnose(args []string, stdout, stderr io.Writer) int {
	var f boxFlags
	flags := flag.NewFlagSet("diagnose", flag.ContinueOnError)
	f.register(flags, "at", "the `point`, such as 0.3,1.5 (default the middle of the bounds)", 0)
	command, status, done := parse(flags, diagnoseHelp, args, stdout, stderr)
	if done {
		return status
	}
	r, err := f.prepare("at", command)
	if err != nil {
		return complain(stderr, "diagnose", spoken(err))
	}
	if f.lo == "" && f.hi == "" && f.scale == "" {
		// No unit is given: the variables as they are, judged in units of 1 and of their own size.
		for i := range r.at {
			r.box.Base[i], r.box.Scale[i] = 0, 1
		}
	}
	var ds []fd.Diagnosis
	err = f.during(r, stderr, func(ctx context.Context) error {
		var err error
		ds, err = blackbox.Diagnose(ctx, r.evaluator, r.box, r.at)
		return err
	})
	if err == nil {
		err = f.writeReport(r.evaluator, ds, nil)
	}
	if err == nil {
		object := map[string]any{"variables": diagnosesJSON(ds), "evaluations": len(r.evaluator.Evaluations())}
		err = show(stdout, f.json, object, func(w io.Writer) error { return writeDiagnoses(w, ds, r) })
	}
	if err != nil {
		return fail(stderr, "diagnose", spoken(err))
	}
	return success
}

func writeDiagnoses(w io.Writer, ds []fd.Diagnosis, r *boxRun) error {
	for i, d := range ds {
		fmt.Fprintf(w, "x%d = %v: %s\n  %s\n  %s\n", i, r.at[i], blackbox.NameOf(d), blackbox.Sentence(d.Reason), blackbox.AdviceOf(d))
	}
	_, failed := r.evaluator.Ran()
	_, err := fmt.Fprintf(w, "%d evaluations, %d failed\n", len(r.evaluator.Evaluations()), failed)
	return err
}

// diagnosisJSON is a diagnosis without what JSON has no word for: null stands for what does not apply.
type diagnosisJSON struct {
	Kind       string         `json:"kind"`
	Confidence float64        `json:"confidence"`
	Reason     string         `json:"reason"`
	At         *float64       `json:"at"`
	Within     *float64       `json:"within"`
	Left       *float64       `json:"left"`
	Right      *float64       `json:"right"`
	Height     *float64       `json:"height"`
	Tread      *float64       `json:"tread"`
	Noise      *float64       `json:"noise"`
	Random     bool           `json:"random"`
	Method     string         `json:"method"`
	Step       *float64       `json:"step"`
	Evals      int            `json:"evaluations_a_gradient"`
	Why        string         `json:"why"`
	Evidence   []evidenceJSON `json:"evidence"`
}

type evidenceJSON struct {
	Distance float64  `json:"distance"`
	Spread   *float64 `json:"spread"` // null where f is not finite
	Rough    *float64 `json:"rough"`
	Kink     float64  `json:"kink"`
	ByKink   float64  `json:"by_kink"`
	Jump     float64  `json:"jump"`
	ByJump   float64  `json:"by_jump"`
}

func diagnosesJSON(ds []fd.Diagnosis) []diagnosisJSON {
	number := func(v float64) *float64 {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
		return &v
	}
	var all []diagnosisJSON
	for _, d := range ds {
		var evidence []evidenceJSON
		for _, e := range d.Evidence {
			evidence = append(evidence, evidenceJSON{e.Distance, number(e.Spread), number(e.Rough), e.Kink, e.ByKink, e.Jump, e.ByJump})
		}
		all = append(all, diagnosisJSON{
			d.Kind.String(), d.Confidence, d.Reason, number(d.At), number(d.Within), number(d.Left), number(d.Right), number(d.Height),
			number(d.Tread), number(d.Noise), d.Random, d.Advice.Method.String(), number(d.Advice.Step), d.Advice.Evals, d.Advice.Why, evidence,
		})
	}
	return all
}
