//go:build unix

package lab

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// reached says whether a program of the user nobody reads a file and may write to a socket,
// which is what connecting to it takes.
func reached(file, socket string) (reads, connects bool) {
	as := func(test, path string) bool {
		cmd := exec.Command("/bin/sh", "-c", `test "$1" "$2"`, "sh", test, path)
		cmd.Dir = "/"
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		return cmd.Run() == nil
	}
	return as("-r", file), as("-w", socket)
}

// Another user of the computer reaches neither the sockets of the kernels nor the file
// with their key, whatever the modes of the two are.
func TestOtherUsersReachNothing(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can be another user for a moment")
	}
	c := setup.Course{Root: t.TempDir()}
	s, err := newSession(c)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close(c)
	open, err := os.MkdirTemp("/tmp", "gs-open-*")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(open)
	if err := os.Chmod(open, 0o755); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]bool{s.tmp: false, open: true} {
		file, socket := filepath.Join(dir, "kernel.json"), filepath.Join(dir, "kernel-ipc-1")
		listener, err := net.Listen("unix", socket)
		if err != nil {
			t.Fatal(err)
		}
		defer listener.Close()
		if err := os.WriteFile(file, []byte("{}"), 0o600); err != nil {
			t.Fatal(err)
		}
		for path, mode := range map[string]os.FileMode{file: 0o644, socket: 0o777} {
			if err := os.Chmod(path, mode); err != nil {
				t.Fatal(err)
			}
		}
		if reads, connects := reached(file, socket); reads != want || connects != want {
			t.Errorf("%s: another user reads the file: %v, reaches the socket: %v, want %v", dir, reads, connects, want)
		}
	}
}

// The longest socket of a kernel fits into what systems allow, and lies in a folder of
// this user alone.
func TestSocketsFolder(t *testing.T) {
	c := setup.Course{Root: t.TempDir()}
	t.Setenv("TMPDIR", "/var/folders/zz/"+strings.Repeat("x", 40))
	s, err := newSession(c)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close(c)
	if path := filepath.Join(s.tmp, "kernel-"+strings.Repeat("0", 36)+"-ipc-5"); len(path) > 103 {
		t.Errorf("a kernel's socket has a path of %d bytes: %s", len(path), path)
	}
	if info, err := os.Stat(s.tmp); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder of the sockets: %v, %v", info.Mode(), err)
	}
}
