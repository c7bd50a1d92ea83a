package setup

import (
	"context"
	"errors"
	"strings"
)

// again is the command that continues a set-up that failed.
const again = "go run ./notebooks setup"

// A symptom is a text that programs print when one thing is wrong.
type symptom struct {
	texts []string // in lower case; any of them
	what  string
	mend  string
}

var symptoms = []symptom{
	{
		texts: []string{"no space left on device", "disk quota exceeded", "errno 28", "errno 122"},
		what:  "The disk is full.",
		mend:  "df -h .    # see where space is left; make some, for example with: go clean -cache\n" + again,
	},
	{
		texts: []string{"require hashes", "do not match the hashes", "checksum mismatch"},
		what:  "What was downloaded is not what the course pins (its checksum differs). A mirror or a proxy may have changed it.",
		mend:  again,
	},
	{
		texts: []string{"certificate verify failed", "certificate signed by unknown authority", "ssl: ", "x509:"},
		what:  "The server's certificate is not trusted here. Some networks decrypt what passes; their certificate must be known to Python (PIP_CERT) and Go (SSL_CERT_FILE).",
		mend:  "PIP_CERT=CERTIFICATES.pem SSL_CERT_FILE=CERTIFICATES.pem " + again,
	},
	{
		texts: []string{
			"name or service not known", "temporary failure in name resolution", "no such host", "network is unreachable",
			"connection refused", "connection reset", "connection timed out", "i/o timeout", "read timed out", "timeout awaiting",
			"newconnectionerror", "failed to establish a new connection", "nodename nor servname", "proxyerror", "proxyconnect",
			"server misbehaving", "tls handshake timeout", "no route to host", "remotedisconnected", "incompleteread",
			"module lookup disabled by goproxy=off", "no matching distribution found", "could not find a version that satisfies",
		},
		what: "The network did not answer. Set-up downloads about 150 MB the first time; nothing after it needs a network.",
		mend: again + "    # when the network is back; it goes on where it stopped",
	},
	{
		texts: []string{"requires go >=", "requires go 1", "toolchain not available", "switching to go", "unknown directive: toolchain"},
		what:  "The Go on the PATH is older than the course's go.mod asks for.",
		mend:  "go version    # then install a newer Go: https://go.dev/doc/install",
	},
	{
		texts: []string{"permission denied", "read-only file system", "operation not permitted"},
		what:  "A file may not be written. The checkout and Go's caches must belong to you.",
		mend:  `ls -ld . .venv "$(go env GOCACHE)" "$(go env GOMODCACHE)"`,
	},
	{
		texts: []string{"signal: killed", "cannot allocate memory", "out of memory"},
		what:  "The program was killed, most likely since memory ran out.",
		mend:  "GOFLAGS=-p=1 " + again,
	},
}

// diagnose makes a Problem of what a failed program printed. A context that
// ended stays what it is.
func diagnose(what, output string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	p := &Problem{What: what, Detail: lastLines(output, 8), Err: err}
	if p.Detail == "" {
		p.Detail = err.Error()
	}
	text := strings.ToLower(output + "\n" + err.Error())
	for _, s := range symptoms {
		for _, t := range s.texts {
			if strings.Contains(text, t) {
				p.What += " " + s.what
				p.Mend = s.mend
				return p
			}
		}
	}
	p.Mend = again
	return p
}

// lastLines returns the last n lines of a text that are not empty.
func lastLines(text string, n int) string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
