// Command races is this library's side of races.py: it answers one question a line on standard
// input, and keeps what a race needs in memory between two questions.
//
//	RACE SIZE CORES
//
// The answer is the least time of the race's operation, in seconds, and whatever else the race
// tells: on one core the processor's time, which other programs disturb little, on several the
// clock's. A question takes a quarter of a second, or one operation where that takes longer.
//
// With names of files as arguments it reads them, and that is all.
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// An operation is what is timed. It returns what else there is to tell.
type operation func() (more string)

// races make the operation of a race at a size, once.
var races = map[string]func(size int) (operation, error){
	"triad":         triad,
	"copy":          copied,
	"adam":          adam,
	"momentum":      momentum,
	"gradient":      gradient,
	"loop":          loop,
	"tikhonov":      tikhonov,
	"tv-steps":      tvSteps,
	"tv-gap-2":      func(side int) (operation, error) { return tvGap(side, 1e-2) },
	"tv-gap-4":      func(side int) (operation, error) { return tvGap(side, 1e-4) },
	"fista-gap-2":   func(side int) (operation, error) { return fistaGap(side, 1e-2) },
	"fista-gap-4":   func(side int) (operation, error) { return fistaGap(side, 1e-4) },
	"count":         count,
	"least-squares": leastSquares,
	"consensus":     consensus,
	"floats":        floats,
	"network":       network,
}

const (
	patience = 250 * time.Millisecond
	tick     = 5 * time.Millisecond // operations that are shorter are timed together
)

var start = time.Now()

func wall() time.Duration { return time.Since(start) }

// used is the processor's time that the program has had.
func used() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &t); err != nil {
		log.Fatal(err)
	}
	return time.Duration(t.Nano())
}

func main() {
	log.SetFlags(0)
	if len(os.Args) > 1 {
		if err := decode(os.Args[1:]); err != nil {
			log.Fatal(err)
		}
		return
	}
	made := map[string]operation{}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var name string
		var size, cores int
		if _, err := fmt.Sscan(lines.Text(), &name, &size, &cores); err != nil {
			log.Fatalf("%q: %v", lines.Text(), err)
		}
		runtime.GOMAXPROCS(cores)
		key := fmt.Sprint(name, size)
		if made[key] == nil {
			clear(made) // of the race before
			prepare, ok := races[name]
			if !ok {
				log.Fatalf("there is no race %q", name)
			}
			op, err := prepare(size)
			if err != nil {
				log.Fatalf("%q: %v", lines.Text(), err)
			}
			made[key] = op
			op() // the caches, and memory that is made once
		}
		runtime.GC()
		clock := wall
		if cores == 1 {
			clock = used
		}
		var more string
		timed := func(calls int) time.Duration {
			start := clock()
			for range calls {
				more = made[key]()
			}
			return clock() - start
		}
		calls := 1
		best := timed(calls)
		for ; best < tick; best = timed(calls) {
			calls *= 2
		}
		for begun := time.Now(); time.Since(begun) < patience; {
			best = min(best, timed(calls))
		}
		fmt.Println(best.Seconds()/float64(calls), strings.TrimSpace(more))
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
}
