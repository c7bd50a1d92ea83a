package calls

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// function is an exported function of the library; named an exported type.
type function struct {
	name string
	call any
}

type named struct {
	name string
	reflect.Type
}

// target is what is called: a function, or a method of a receiver that is drawn.
type target struct {
	name string
	fn   reflect.Value
	recv reflect.Type // nil: none
	at   int          // index of the method
}

// targets are all functions, and all methods of all types.
func targets() []target {
	var all []target
	for _, f := range functions {
		all = append(all, target{name: f.name, fn: reflect.ValueOf(f.call)})
	}
	for _, n := range types {
		if n.Type.Kind() == reflect.Interface {
			continue
		}
		p := reflect.PointerTo(n.Type)
		for i := range p.NumMethod() {
			all = append(all, target{name: n.name + "." + p.Method(i).Name, recv: p, at: i})
		}
	}
	return all
}

// opaque reports whether only a constructor makes a useful value of a type: it has fields that are not
// exported.
func opaque(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	for i := range t.NumField() {
		if !t.Field(i).IsExported() {
			return true
		}
	}
	return false
}

// arguments draws a receiver and arguments; ok is false where there is no receiver yet.
func (m *maker) arguments(t target) (fn reflect.Value, args []reflect.Value, ok bool) {
	fn = t.fn
	if t.recv != nil {
		elem := t.recv.Elem()
		var recv reflect.Value
		switch list := m.made[t.recv]; {
		case len(list) > 0:
			recv = list[m.IntN(len(list))]
		case len(m.made[elem]) > 0:
			recv = reflect.New(elem)
			recv.Elem().Set(m.made[elem][m.IntN(len(m.made[elem]))])
		case opaque(elem):
			return fn, nil, false
		default:
			v, _ := m.value(elem)
			recv = reflect.New(elem)
			recv.Elem().Set(v)
		}
		fn = recv.Method(t.at)
	}
	for i := range fn.Type().NumIn() {
		in := fn.Type().In(i)
		if fn.Type().IsVariadic() && i == fn.Type().NumIn()-1 {
			in = in.Elem()
		}
		v, ok := m.value(in)
		if !ok {
			return fn, nil, false
		}
		args = append(args, v)
	}
	return fn, args, true
}

// call makes a call, and says what is wrong with its end: "" for a return and for a panic that begins with a
// package's name.
func call(fn reflect.Value, args []reflect.Value, prefixes []string) (results []reflect.Value, fault string) {
	type end struct {
		results []reflect.Value
		fault   string
	}
	done := make(chan end, 1)
	go func() {
		var e end
		defer func() { done <- e }()
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			text := fmt.Sprint(p)
			for _, prefix := range prefixes {
				if strings.HasPrefix(text, prefix) {
					return
				}
			}
			e.fault = fmt.Sprintf("panics: %.200s\n%s", text, trace())
		}()
		e.results = fn.Call(args)
	}()
	select {
	case e := <-done:
		return e.results, e.fault
	case <-time.After(patience):
		return nil, "does not return"
	}
}

// seed is what the calls are drawn from.
var seed = flag.Uint64("seed", 13, "draw other calls")

// patience is far more than the second that a call may take where it has a core for itself: tests share cores, and the
// race detector takes ten times as long.
const patience = 30 * time.Second

// trace is the innermost frames of the library on the stack.
func trace() string {
	var own []string
	for line := range strings.Lines(string(debug.Stack())) {
		if strings.Contains(line, "/pkg/") && strings.HasPrefix(line, "\t") && !strings.Contains(line, "/misuse/") && !strings.Contains(line, "/src/") && !strings.Contains(line, "/mod/") {
			own = append(own, "    "+strings.TrimSpace(line[strings.LastIndex(line, "/pkg/"):]))
		}
	}
	return strings.Join(own[:min(3, len(own))], "\n")
}

// TestMisuse calls everything, again and again.
func TestMisuse(t *testing.T) {
	t.Chdir(t.TempDir()) // what a call writes, it writes here
	rounds := 60
	if testing.Short() {
		rounds = 12
	}
	seen := map[string]bool{}
	var prefixes []string
	for _, n := range types {
		name := n.name[:strings.LastIndex(n.name, ".")]
		if p := name[strings.LastIndex(name, "/")+1:] + ": "; !seen[p] {
			seen[p] = true
			prefixes = append(prefixes, p)
		}
	}
	m := &maker{Rand: rand.New(rand.NewPCG(*seed, 1)), made: map[reflect.Type][]reflect.Value{}}
	faults := map[string]string{}
	all := targets()
	called := make(map[string]int, len(all))
	for range rounds {
		for _, target := range all {
			if faults[target.name] != "" || excused[target.name] != "" {
				continue
			}
			fn, args, ok := m.arguments(target)
			if !ok {
				continue
			}
			if most, is := asked[target.name]; is {
				for i, a := range args {
					if a.CanInt() && a.Int() > most {
						args[i] = reflect.ValueOf(most).Convert(a.Type())
					}
				}
			}
			shown := show(args)
			start := time.Now()
			results, fault := call(fn, args, prefixes)
			if d := time.Since(start); testing.Verbose() && d > 300*time.Millisecond {
				t.Logf("%s took %v with %s", target.name, d, shown)
			}
			if fault != "" {
				faults[target.name] = fault
				t.Errorf("%s(%s) %s", target.name, shown, fault)
			}
			called[target.name]++
			m.keep(results)
		}
	}
	never := 0
	for _, target := range all {
		if called[target.name] == 0 && excused[target.name] == "" {
			never++
			if testing.Verbose() {
				t.Logf("%s was never called", target.name)
			}
		}
	}
	t.Logf("%d functions and methods, %d never called", len(all), never)
}

// show writes arguments, shortened.
func show(args []reflect.Value) string {
	var parts []string
	for _, a := range args {
		parts = append(parts, fmt.Sprintf("%.120s", fmt.Sprintf("%+v", a)))
	}
	return strings.Join(parts, ", ")
}
