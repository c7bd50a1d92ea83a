package optim

import (
	"math"
	"sort"
)

// Restarts runs a schedule again from its start after each period, as warm restarts do.
//
//	η_k = Each(Period · T_cur/T_i),  T_cur steps since the last restart, T_i the length of the period
//
// Periods last T_i = Period, Period·Factor, Period·Factor², … steps (Factor below 1 counts as 1),
// and each of them goes through the schedule's first Period steps. Where the schedule is Smooth it
// is asked between its steps, as in the source; another one holds each rate for Factor, Factor², …
// steps. With Each a Cosine of Period steps this is the source's (5). Source: I. Loshchilov and F.
// Hutter, SGDR, ICLR 2017.
type Restarts struct {
	Each   Schedule
	Period int
	Factor int
}

// Rate implements Schedule.
func (s Restarts) Rate(step int) float64 {
	period := max(s.Period, 1)
	length := period
	for s.Factor > 1 && step >= length && length <= math.MaxInt/s.Factor {
		step -= length
		length *= s.Factor
	}
	step %= length
	at := float64(step) * (float64(period) / float64(length))
	if smooth, ok := part("Restarts", s.Each).(Smooth); ok && length > period {
		return smooth.RateAt(at)
	}
	return part("Restarts", s.Each).Rate(step / (length / period))
}

// Piecewise runs one schedule after another.
//
// Part i begins at step From[i] and counts from 0 there; From is ascending and
// begins with 0, and both slices have the same length. Before From[0], the
// first part's first rate holds. Slices of different length panic.
type Piecewise struct {
	From  []int
	Parts []Schedule
}

// Rate implements Schedule.
func (s Piecewise) Rate(step int) float64 {
	if len(s.From) != len(s.Parts) || len(s.Parts) == 0 {
		panic("optim: Piecewise: From and Parts differ in length or are empty")
	}
	i := max(sort.SearchInts(s.From, step+1)-1, 0)
	return part("Piecewise", s.Parts[i]).Rate(max(step-s.From[i], 0))
}

// PerEpoch lets a schedule count epochs of so many steps instead of steps.
//
//	η_k = Each(⌊k/Steps⌋)
type PerEpoch struct {
	Each  Schedule
	Steps int // below 1 counts as 1
}

// Rate implements Schedule.
func (s PerEpoch) Rate(step int) float64 {
	return part("PerEpoch", s.Each).Rate(step / max(s.Steps, 1))
}

// Product multiplies schedules: Product{Constant(0.5), s} is half of s.
type Product []Schedule

// Rate implements Schedule.
func (s Product) Rate(step int) float64 {
	rate := 1.0
	for _, f := range s {
		rate *= part("Product", f).Rate(step)
	}
	return rate
}

// Clamp keeps a schedule between Lo and Hi.
type Clamp struct {
	Each   Schedule
	Lo, Hi float64
}

// Rate implements Schedule.
func (s Clamp) Rate(step int) float64 { return min(max(part("Clamp", s.Each).Rate(step), s.Lo), s.Hi) }

// part is a schedule within another one, which must not be nil.
func part(within string, s Schedule) Schedule {
	if s == nil {
		panic("optim: " + within + ": a schedule is nil")
	}
	return s
}
