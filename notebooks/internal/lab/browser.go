package lab

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// browserCommand returns the command that shows a page to the user, nil where
// there is no desktop to show it on.
func browserCommand(url string) []string {
	if own := os.Getenv("BROWSER"); own != "" {
		if path, err := exec.LookPath(own); err == nil {
			return []string{path, url}
		}
	}
	switch {
	case runtime.GOOS == "darwin":
		return []string{"open", url}
	case isWSL():
		// A Windows browser reaches a server in WSL2 on localhost.
		for _, name := range []string{"wslview", "explorer.exe"} {
			if path, err := exec.LookPath(name); err == nil {
				return []string{path, url}
			}
		}
	case os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "":
		if path, err := exec.LookPath("xdg-open"); err == nil {
			return []string{path, url}
		}
	}
	return nil
}

func isWSL() bool {
	release, _ := os.ReadFile("/proc/sys/kernel/osrelease")
	return strings.Contains(strings.ToLower(string(release)), "microsoft")
}

// openBrowser shows the page and does not wait. It says whether it could start.
func openBrowser(url string) bool {
	argv := browserCommand(url)
	if argv == nil {
		return false
	}
	cmd := exec.Command(argv[0], argv[1:]...)
	ownSession(cmd) // the browser outlives the course
	if cmd.Start() != nil {
		return false
	}
	go cmd.Wait()
	return true
}
