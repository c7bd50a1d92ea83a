package page_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/chromedp"
)

// watchMemory looks at the memory of a browser and of the processes that it started, twice a
// second, until the function is called that it returns, which says the most in gigabytes. What
// processes share counts once. Where the system does not tell (it is Linux that does) it is 0.
func watchMemory(ctx context.Context) (most func() float64) {
	browser := chromedp.FromContext(ctx).Browser.Process()
	done := make(chan struct{})
	largest := 0
	var wait sync.WaitGroup
	wait.Go(func() {
		for browser != nil {
			largest = max(largest, memoryOf(browser.Pid))
			select {
			case <-done:
				return
			case <-time.After(500 * time.Millisecond):
			}
		}
	})
	return func() float64 {
		close(done)
		wait.Wait()
		return float64(largest) / 1e6
	}
}

// memoryOf returns kilobytes of a process and of those below it.
func memoryOf(pid int) (sum int) {
	children := map[int][]int{}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range stats {
		data, err := os.ReadFile(file)
		if err != nil {
			continue // it has ended
		}
		_, rest, _ := strings.Cut(string(data), ") ") // behind the name
		fields := strings.Fields(rest)
		if len(fields) < 2 {
			continue
		}
		id, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		parent, _ := strconv.Atoi(fields[1])
		children[parent] = append(children[parent], id)
	}
	for list := []int{pid}; len(list) > 0; list = list[1:] {
		list = append(list, children[list[0]]...)
		data, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(list[0]), "smaps_rollup"))
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(data)) {
			if f := strings.Fields(line); len(f) == 3 && f[0] == "Pss:" {
				n, _ := strconv.Atoi(f[1])
				sum += n
			}
		}
	}
	return sum
}
