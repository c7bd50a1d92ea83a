//go:build unix && !linux

package lab

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// Processes returns the processes of the start whose runtime folder is dir: ps tells
// them by their environment.
func Processes(dir string) []int {
	out, _ := exec.Command("ps", "-axEww", "-o", "pid=,command=").Output()
	var pids []int
	for line := range strings.Lines(string(out)) {
		number, command, _ := strings.Cut(strings.TrimSpace(line), " ")
		pid, err := strconv.Atoi(number)
		if err == nil && pid != os.Getpid() && strings.Contains(command+" ", " "+marker(dir)+" ") {
			pids = append(pids, pid)
		}
	}
	return pids
}

// parentName is the name of the program that started this one.
func parentName() string {
	out, _ := exec.Command("ps", "-o", "comm=", "-p", strconv.Itoa(os.Getppid())).Output()
	return filepath.Base(strings.TrimSpace(string(out)))
}
