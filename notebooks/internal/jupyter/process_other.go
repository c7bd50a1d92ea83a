//go:build !unix

package jupyter

import "errors"

type process struct {
	exited chan struct{}
	state  error
}

func newProcess(string) (*process, error) {
	return nil, errors.New("GoNB, the kernel of the course, runs on Linux and macOS; on Windows use WSL2 (wsl --install) and run the command there")
}

func (p *process) start(_, _ []string, _, _ string) error { return nil }

func (p *process) kill()             {}
func (p *process) end() error        { return nil }
func (p *process) lastWords() string { return "" }
