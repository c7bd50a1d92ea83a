package lab

import (
	"errors"
	"net"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

func TestChoosePort(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	taken := l.Addr().(*net.TCPAddr).Port
	for _, test := range []struct {
		port int
		says string
	}{
		{taken, "another program listens on it"},
		{70000, "not a port"},
		{-1, "not a port"},
	} {
		_, err := choosePort(test.port)
		var p *setup.Problem
		if !errors.As(err, &p) || !strings.Contains(p.What, test.says) || p.Mend == "" {
			t.Errorf("port %d: %v", test.port, err)
		}
	}
	port, err := choosePort(0)
	if err != nil || port < firstPort || port >= firstPort+portsTried {
		t.Errorf("chose %d, %v", port, err)
	}
	l.Close()
	if got, err := choosePort(taken); got != taken || err != nil {
		t.Errorf("a free port was asked for: %d, %v", got, err)
	}
}
