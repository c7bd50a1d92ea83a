// Command restoration is the side of pkg/restore in restoration.py: it answers
// one question a line on standard input and keeps its memory warm in between.
//
//	METHOD CORES STEPS LAMBDA WIDTH HEIGHT FILE OUT
//
// FILE and OUT hold float64 samples, little-endian. The answer is the seconds that
// the method took, and for tv the energy and the duality gap.
package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"log"
	"math"
	"os"
	"runtime"
	"time"

	"github.com/gradstep/gradstep/pkg/restore"
)

func main() {
	log.SetFlags(0)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if err := answer(lines.Text()); err != nil {
			log.Fatalf("%q: %v", lines.Text(), err)
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
}

var plans = map[[2]int]*restore.Plan{}

func answer(line string) error {
	var method, file, out string
	var cores, steps, w, h int
	var lambda float64
	if _, err := fmt.Sscan(line, &method, &cores, &steps, &lambda, &w, &h, &file, &out); err != nil {
		return err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	f := make([]float64, w*h)
	if len(data) != 8*len(f) {
		return fmt.Errorf("%d bytes", len(data))
	}
	for i := range f {
		f[i] = math.Float64frombits(binary.LittleEndian.Uint64(data[8*i:]))
	}
	runtime.GOMAXPROCS(cores)
	u := make([]float64, w*h)
	var r restore.TVResult
	var took time.Duration
	switch method {
	case "tv":
		runtime.GC()
		start := time.Now()
		r, err = restore.TV(f, w, h, lambda, 0, steps)
		took = time.Since(start)
		u = r.U
	case "tikhonov":
		if plans[[2]int{w, h}] == nil {
			plans[[2]int{w, h}] = restore.NewPlan(w, h)
		}
		plan := plans[[2]int{w, h}]
		start := time.Now()
		plan.Tikhonov(u, f, lambda)
		took = time.Since(start)
	default:
		err = fmt.Errorf("no such method")
	}
	if err != nil {
		return err
	}
	for i, v := range u {
		binary.LittleEndian.PutUint64(data[8*i:], math.Float64bits(v))
	}
	if err := os.WriteFile(out, data, 0o600); err != nil {
		return err
	}
	_, err = fmt.Println(took.Seconds(), r.Energy, r.Gap)
	return err
}
