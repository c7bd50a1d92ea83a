// Command growth measures how the time of operations grows with their size, and draws it.
//
//	go run ./testdata/peers/growth > testdata/peers/growth.csv
//	go run ./testdata/peers/growth -draw
//
// The first takes a minute, on one core of a Unix system. It writes the least time of the processor,
// which other programs disturb little, of each operation at each size, with what theory says of it:
// the time grows as size^power · log(size)^logs. The second makes docs/speed/growth-*.svg of it.
package main

import (
	"flag"
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"golang.org/x/sys/unix"

	"github.com/gradstep/gradstep/pkg/nbplot"
	"github.com/gradstep/gradstep/pkg/study"
)

// An operation is measured at sizes of what.
type operation struct {
	name, what  string
	sizes       []int
	power, logs float64
	prepare     func(size int) func()
}

const (
	patience = 200 * time.Millisecond
	tick     = 5 * time.Millisecond // operations that are shorter are timed together
	folder   = "docs/speed"
)

func main() {
	log.SetFlags(0)
	draw := flag.Bool("draw", false, "draw "+folder+"/growth-*.svg of what was measured")
	flag.Parse()
	if *draw {
		if err := paint(); err != nil {
			log.Fatal(err)
		}
		return
	}
	runtime.GOMAXPROCS(1)
	fmt.Println("operation,what,size,seconds,power,logs")
	for _, op := range operations {
		for _, size := range op.sizes {
			fmt.Printf("%s,%s,%d,%.4g,%g,%g\n", op.name, op.what, size, least(op.prepare(size)), op.power, op.logs)
		}
	}
}

// least is the least time of some calls, after one that warms up.
func least(call func()) float64 {
	call()
	runtime.GC()
	timed := func(calls int) time.Duration {
		start := used()
		for range calls {
			call()
		}
		return used() - start
	}
	calls := 1
	for timed(calls) < tick {
		calls *= 2
	}
	best := timed(calls)
	for begun := used(); used()-begun < patience; {
		best = min(best, timed(calls))
	}
	return best.Seconds() / float64(calls)
}

// used is the processor's time that the program has had.
func used() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &t); err != nil {
		log.Fatal(err)
	}
	return time.Duration(t.Nano())
}

// paint draws a figure for each kind of size, a line for each operation, and dashed what theory says
// from the largest size on down.
func paint() error {
	table, err := study.Load("testdata/peers", "growth")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, what := range table.Distinct("what") {
		fig := nbplot.Figure{
			Title: "Time against the number of " + what, Legend: nbplot.LegendRight,
			Alt: "Logarithmic axes: the time of each operation is a nearly straight line, with the slope of the dashed line of theory beside it.",
			X:   nbplot.Axis{Label: what, Log: true}, Y: nbplot.Axis{Label: "seconds", Log: true},
		}.Add()
		of := table.Where("what", what)
		for i, name := range of.Distinct("operation") {
			rows := of.Where("operation", name)
			sizes, seconds, power, logs := rows.Floats("size"), rows.Floats("seconds"), rows.Floats("power")[0], rows.Floats("logs")[0]
			last := len(sizes) - 1
			cost := func(n float64) float64 { return math.Pow(n, power) * math.Pow(math.Log(n), logs) }
			theory := make([]float64, len(sizes))
			for k, n := range sizes {
				theory[k] = seconds[last] * cost(n) / cost(sizes[last])
			}
			fig.Add(nbplot.Line(name, sizes, seconds).Color(i).Solid().Markers(), nbplot.Line("", sizes, theory).Color(i).Dashed().Thin())
		}
		svg, err := fig.SVG()
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, "growth-"+what+".svg"), svg, 0o644); err != nil {
			return err
		}
	}
	return nil
}
