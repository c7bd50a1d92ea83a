package lab

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
)

// Processes returns the processes of the start whose runtime folder is dir. Those of other users cannot be
// read, and those that have ended and wait for their parent have no environment.
func Processes(dir string) []int {
	want := marker(dir)
	entries, _ := os.ReadDir("/proc")
	var pids []int
	for _, entry := range entries {
		pid, err := strconv.Atoi(entry.Name())
		if err != nil || pid == os.Getpid() {
			continue
		}
		env, _ := os.ReadFile(fmt.Sprintf("/proc/%d/environ", pid))
		if slices.Contains(strings.Split(string(env), "\x00"), want) {
			pids = append(pids, pid)
		}
	}
	return pids
}

// parentName is the name of the program that started this one.
func parentName() string {
	name, _ := os.ReadFile(fmt.Sprintf("/proc/%d/comm", os.Getppid()))
	return strings.TrimSpace(string(name))
}
