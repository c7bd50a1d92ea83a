package optim

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Wrapper is a rule around another one, as the transforms make them. Minimize looks through
// it when it checks a rule, and a checkpoint names both.
//
// A wrapper's exported fields are saved with a checkpoint, so the rule inside should be one of them.
type Wrapper interface {
	Rule
	Unwrap() Rule
}

// Checker is a rule that knows before its first step whether it can work: with the
// values of its parameters, and, loaded from a checkpoint, with its memory for x of length n.
// The error should wrap ErrValue and name the field.
type Checker interface {
	Check(n int) error
}

// CheckRule tells whether a rule can work on x of length n, rules within wrappers included.
// Minimize calls it before the first step.
//
// The parameters of this package's rules have to be in the range that their field's tag
// gives: Beta1 of Adam is in [0,1). The error is ErrValue and names the field, its value and
// the range; for memory of another length, as a checkpoint can contain it, ErrCheckpoint.
func CheckRule(r Rule, n int) error {
	if r == nil {
		return badValue("the rule is nil: use NewSGD, NewAdam, …")
	}
	if w, ok := r.(Wrapper); ok {
		if err := CheckRule(w.Unwrap(), n); err != nil {
			return err
		}
	}
	if err := checkFields(r); err != nil {
		return err
	}
	if f, ok := r.(formula); ok {
		for _, s := range f.slots() {
			if err := checkMemory(f, *s.values, n); err != nil {
				return err
			}
		}
	}
	if c, ok := r.(Checker); ok {
		return c.Check(n)
	}
	return nil
}

// checkWhole tells whether a rule, and each within it, is there.
func checkWhole(r Rule) error {
	if r == nil {
		return badValue("the rule is nil: use NewSGD, NewAdam, …")
	}
	if w, ok := r.(Wrapper); ok {
		return checkWhole(w.Unwrap())
	}
	return nil
}

// checkMemory tells whether a part of a rule's memory, if there is any, fits x of length n.
func checkMemory(r Rule, memory []float64, n int) error {
	if memory != nil && len(memory) != n {
		return fmt.Errorf("%w: %s: the memory has length %d, x has %d", ErrCheckpoint, name(r), len(memory), n)
	}
	return nil
}

// checkFields looks at those fields of a rule whose tag says what they may be: an interval, as
// in="[0,1)", or names.
func checkFields(r Rule) error {
	v := reflect.Indirect(reflect.ValueOf(r))
	if v.Kind() != reflect.Struct {
		return nil
	}
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if in := field.Tag.Get("in"); in != "" && !allows(in, v.Field(i)) {
			return badValue("%s.%s is %v, not in %s", name(r), field.Name, v.Field(i), in)
		}
	}
	return nil
}

// allows tells whether v is in an interval, or is one of the names.
func allows(in string, v reflect.Value) bool {
	if v.Kind() != reflect.Float64 {
		return slices.Contains(strings.Split(in, ","), fmt.Sprint(v))
	}
	least, most, _ := strings.Cut(in[1:len(in)-1], ",")
	lo, err := strconv.ParseFloat(least, 64)
	hi, err2 := strconv.ParseFloat(most, 64)
	if err != nil || err2 != nil {
		panic("optim: " + in + " is no interval")
	}
	x := v.Float()
	return (x > lo || x == lo && in[0] == '[') && (x < hi || x == hi && in[len(in)-1] == ']')
}

// name is a rule's name without its package, as a caller knows it.
func name(r Rule) string {
	t := reflect.TypeOf(r)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	first, rest := t.Name()[:1], t.Name()[1:]
	return string(unicode.ToUpper(rune(first[0]))) + rest
}
