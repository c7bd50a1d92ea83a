package calls

import (
	"context"
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
)

// maker draws arguments. Values that calls have returned are given to later calls too, so that methods are
// reached whose receivers only a constructor makes.
type maker struct {
	*rand.Rand
	made  map[reflect.Type][]reflect.Value
	depth int
}

var (
	floats   = []float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, math.Copysign(0, -1), 1, -1, 0.5, 2, 10, 255, 1e-300, 5e-324, 1e308, -1e308, 0x1p53}
	integers = []int64{0, 1, -1, 2, 3, 4, 7, math.MaxInt64, math.MinInt64, 1 << 62}
	texts    = []string{"", "x", "no such file", "\x00", "../../..", strings.Repeat("y", 5000), "NaN", "{}", "1,2"}
)

const mostDepth = 5

func (m *maker) chance(p float64) bool { return m.Float64() < p }

// value draws a value of a type; ok is false where none can be made.
func (m *maker) value(t reflect.Type) (v reflect.Value, ok bool) {
	m.depth++
	defer func() { m.depth-- }()
	if list := m.made[t]; len(list) > 0 && m.chance(0.5) {
		return list[m.IntN(len(list))], true
	}
	switch t {
	case reflect.TypeFor[*rand.Rand]():
		if m.chance(0.2) {
			return reflect.Zero(t), true
		}
		return reflect.ValueOf(rand.New(rand.NewPCG(m.Uint64(), 1))), true
	case reflect.TypeFor[context.Context]():
		ctx, cancel := context.WithCancel(context.Background())
		if m.chance(0.3) {
			cancel()
		} else {
			context.AfterFunc(ctx, cancel)
		}
		return reflect.ValueOf(ctx), true
	case reflect.TypeFor[io.Reader]():
		return reflect.ValueOf(strings.NewReader(texts[m.IntN(len(texts))])), true
	case reflect.TypeFor[io.Writer]():
		return reflect.ValueOf(io.Discard), true
	case reflect.TypeFor[error]():
		return reflect.ValueOf(errors.New("an error")), true
	}
	v = reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.Bool:
		v.SetBool(m.chance(0.5))
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Int16, reflect.Int8:
		v.SetInt(integers[m.IntN(len(integers))])
	case reflect.Uint, reflect.Uint64, reflect.Uint32, reflect.Uint16, reflect.Uint8, reflect.Uintptr:
		v.SetUint(uint64(integers[m.IntN(len(integers))]))
	case reflect.Float64, reflect.Float32:
		if m.chance(0.4) {
			v.SetFloat(3 * m.NormFloat64())
		} else {
			v.SetFloat(floats[m.IntN(len(floats))])
		}
	case reflect.String:
		v.SetString(texts[m.IntN(len(texts))])
	case reflect.Slice:
		if m.depth > mostDepth || m.chance(0.15) {
			return v, true
		}
		n := []int{0, 1, 2, 2, 3, 4, 9}[m.IntN(7)]
		v = reflect.MakeSlice(t, n, n)
		for i := range n {
			e, ok := m.value(t.Elem())
			if !ok {
				return reflect.Zero(t), true
			}
			v.Index(i).Set(e)
		}
	case reflect.Array:
		for i := range v.Len() {
			if e, ok := m.value(t.Elem()); ok {
				v.Index(i).Set(e)
			}
		}
	case reflect.Struct:
		if m.chance(0.15) || m.depth > mostDepth {
			return v, true
		}
		for i := range t.NumField() {
			if f := v.Field(i); t.Field(i).IsExported() && m.chance(0.7) {
				if e, ok := m.value(f.Type()); ok {
					f.Set(e)
				}
			}
		}
	case reflect.Pointer:
		if m.chance(0.1) || m.depth > mostDepth || opaque(t.Elem()) && len(m.made[t.Elem()]) == 0 {
			return v, true // of a type that only a constructor makes: nil, unless one has been made
		}
		e, ok := m.value(t.Elem())
		if ok {
			v = reflect.New(t.Elem())
			v.Elem().Set(e)
		}
	case reflect.Func:
		if m.chance(0.1) {
			return v, true
		}
		seed := m.Uint64()
		v = reflect.MakeFunc(t, func(args []reflect.Value) []reflect.Value { return answer(t, seed, args) })
	case reflect.Interface:
		if m.chance(0.1) || m.depth > mostDepth {
			return v, true
		}
		return m.implementation(t)
	}
	return v, true
}

// implementation draws a type of the library that has the methods.
func (m *maker) implementation(t reflect.Type) (reflect.Value, bool) {
	if t.NumMethod() == 0 {
		return reflect.ValueOf(floats[m.IntN(len(floats))]), true
	}
	var able []reflect.Type
	for _, n := range types {
		for _, c := range []reflect.Type{n.Type, reflect.PointerTo(n.Type)} {
			if n.Type.Kind() != reflect.Interface && c.Implements(t) && (len(m.made[c]) > 0 || !opaque(n.Type) && !embeds(n.Type)) {
				able = append(able, c)
			}
		}
	}
	if len(able) == 0 {
		return reflect.Zero(t), true
	}
	// A nil pointer in an interface is no value that one passes by mistake.
	c := able[m.IntN(len(able))]
	if list := m.made[c]; len(list) > 0 {
		return list[m.IntN(len(list))], true
	}
	if c.Kind() != reflect.Pointer {
		return m.value(c)
	}
	p := reflect.New(c.Elem())
	e, ok := m.value(c.Elem())
	if ok {
		p.Elem().Set(e)
	}
	return p, ok
}

// embeds reports whether a type gets its methods from an interface that it embeds, which may be nil.
func embeds(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	for i := range t.NumField() {
		if f := t.Field(i); f.Anonymous && f.Type.Kind() == reflect.Interface {
			return true
		}
	}
	return false
}

// answer is what a function of the caller's returns, and writes to slices that it is given first: numbers,
// mostly ordinary.
func answer(t reflect.Type, seed uint64, args []reflect.Value) []reflect.Value {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, 2)), made: map[reflect.Type][]reflect.Value{}, depth: mostDepth - 1}
	wild := m.chance(0.3)
	draw := func() float64 {
		if wild {
			return floats[m.IntN(len(floats))]
		}
		return m.NormFloat64()
	}
	if len(args) > 1 {
		if dst, ok := args[0].Interface().([]float64); ok {
			for i := range dst {
				dst[i] = draw()
			}
		}
	}
	results := make([]reflect.Value, t.NumOut())
	for i := range results {
		out := t.Out(i)
		switch {
		case out.Kind() == reflect.Float64:
			results[i] = reflect.ValueOf(draw()).Convert(out)
		case out == reflect.TypeFor[error]():
			results[i] = reflect.Zero(out)
		default:
			v, ok := m.value(out)
			if !ok {
				v = reflect.Zero(out)
			}
			results[i] = v
		}
	}
	return results
}

// keep remembers the results of a call.
func (m *maker) keep(results []reflect.Value) {
	for _, r := range results {
		if t := r.Type(); t.PkgPath() != "" || t.Kind() == reflect.Pointer {
			if r.Kind() == reflect.Pointer && r.IsNil() || r.Kind() == reflect.Interface {
				continue
			}
			if list := m.made[t]; len(list) < 8 {
				m.made[t] = append(list, r)
			} else {
				list[m.IntN(8)] = r
			}
		}
	}
}
