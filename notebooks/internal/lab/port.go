package lab

import (
	"errors"
	"fmt"
	"net"
	"strconv"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

// firstPort is where JupyterLab listens by default, and how many ports after it
// are tried when it is taken.
const (
	firstPort  = 8888
	portsTried = 100
)

// choosePort returns the port that was asked for, or, for 0, the first free one
// from firstPort on.
func choosePort(asked int) (int, error) {
	if asked != 0 {
		err := free(asked)
		if err == nil {
			return asked, nil
		}
		p := &setup.Problem{
			What: fmt.Sprintf("Port %d cannot be used: another program listens on it.", asked),
			Mend: "go run ./notebooks lab    # takes a free port",
			Err:  err,
		}
		if asked < 0 || asked > 65535 {
			p.What = fmt.Sprintf("%d is not a port: ports go from 1 to 65535.", asked)
		} else if !inUse(err) {
			p.What = fmt.Sprintf("Port %d cannot be used: %v.", asked, err)
		}
		return 0, p
	}
	for port := firstPort; port < firstPort+portsTried; port++ {
		if free(port) == nil {
			return port, nil
		}
	}
	return 0, &setup.Problem{
		What: fmt.Sprintf("The ports from %d to %d are all in use.", firstPort, firstPort+portsTried-1),
		Mend: "go run ./notebooks lab -port 9999",
	}
}

// free returns nil when nothing listens on the port.
func free(port int) error {
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		var op *net.OpError
		if errors.As(err, &op) {
			return op.Err
		}
		return err
	}
	return l.Close()
}
