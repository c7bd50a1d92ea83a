package main

import (
	"errors"
	"fmt"

	"github.com/gradstep/gradstep/pkg/filter"
)

// fit finds the filter of all channels together, or of each.
func (r *report) fit(p *pair, each bool) error {
	if !each {
		d, err := p.common()
		if err != nil {
			return err
		}
		a, err := r.answer("", d, p.coded)
		r.answers = []answer{a}
		return err
	}
	for c := range p.channels {
		d, err := p.channel(c)
		if err != nil {
			return err
		}
		a, err := r.answer(channelNames[p.channels][c], d, nil)
		if err != nil {
			return err
		}
		r.answers = append(r.answers, a)
	}
	r.each = true
	return nil
}

var channelNames = map[int][]string{1: {"grey"}, 3: {"red", "green", "blue"}}

// answer fits one histogram; of a JPEG, if what it stores is at hand, that.
func (r *report) answer(name string, d *filter.Data, coded *filter.Coded) (answer, error) {
	if coded != nil && r.Tol == filter.DefaultTol {
		found, err := d.FitCoded(*coded, r.flags.settings(true))
		if err == nil {
			return newCodedAnswer(found, d, r), nil
		}
		if !errors.Is(err, filter.ErrCoded) {
			return answer{}, err
		}
	}
	found, err := d.Fit(r.flags.settings(r.lossy != [2]string{}))
	if errors.Is(err, filter.ErrNone) {
		if name != "" {
			name = "the " + name + " channel: "
		}
		return answer{}, fmt.Errorf("%sno sample allows any b in [%v, %v]; check that the first file is the original and the second its quantized form, or widen the domain by -lo and -hi",
			name, r.Domain[0], r.Domain[1])
	}
	if err != nil {
		return answer{}, err
	}
	return newAnswer(name, found, d, r), nil
}

// settings are the flags as the package has them.
func (f fitFlags) settings(inexact bool) filter.Settings {
	s := filter.Settings{Tol: f.tol, Only: f.filter, Inexact: inexact}
	if f.lo != filter.DefaultLo || f.hi != filter.DefaultHi {
		s.Lo, s.Hi = f.lo, f.hi
	}
	return s
}
