package lab

import (
	"context"
	"crypto/rand"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/setup"
)

var (
	//go:embed limit.py
	limit string
	//go:embed watch.py
	watch string
)

// A server is a JupyterLab that runs.
type server struct {
	cmd    *exec.Cmd
	pipe   *os.File      // the server ends when this is closed
	exited chan struct{} // closed when the process has ended, with err
	err    error
}

// arguments are JupyterLab's, the user's last, since the last of two wins. The
// token is not among them: every user of a computer can read command lines.
func arguments(c setup.Course, port int, root bool, extra []string) []string {
	args := []string{
		"--no-browser",
		"--ServerApp.ip=127.0.0.1",
		fmt.Sprintf("--ServerApp.port=%d", port),
		"--ServerApp.port_retries=0",
		// Documents and data, to which lessons link, open beside them.
		"--ServerApp.root_dir=" + c.Root,
		"--FileContentsManager.preferred_dir=" + filepath.Base(c.Notebooks()),
		"--ServerApp.jpserver_extensions={'jupyter_lsp': False}",
		"--LabApp.extension_manager=readonly",
		"--LabApp.extra_labextensions_path=" + c.Extensions(),
		"--KernelSpecManager.ensure_native_kernel=False",
		"--KernelSpecManager.allowed_kernelspecs=gonb",
		"--MultiKernelManager.default_kernel_name=gonb",
		// Every user of a computer can listen to its ports: kernels have sockets in a
		// folder of this user.
		"--KernelManager.transport=ipc",
		"--ServerApp.kernel_websocket_connection_class=gradstep_limit.Limited",
		"--FileCheckpoints.checkpoint_dir=" + c.Var("checkpoints"),
	}
	if root {
		args = append(args, "--allow-root")
	}
	return append(args, extra...)
}

// startServer starts JupyterLab, which writes to the session's log.
func startServer(ctx context.Context, m setup.Machine, c setup.Course, s *session, args []string) (*server, error) {
	env, err := setup.ServerEnv(ctx, m, c, s.tmp)
	if err != nil {
		return nil, err
	}
	token := make([]byte, 24)
	rand.Read(token)
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer read.Close()
	log, err := os.OpenFile(s.log(), os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		write.Close()
		return nil, err
	}
	defer log.Close()
	// -I keeps a random.py beside the notebooks from being imported.
	cmd := exec.Command(c.Python(), append([]string{"-I", "-B", "-c", limit + watch}, args...)...)
	cmd.Dir = c.Notebooks()
	cmd.Env = append(env, marker(s.dir), "JUPYTER_TOKEN="+hex.EncodeToString(token), "PWD="+c.Notebooks(), "TMPDIR="+s.tmp)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.ExtraFiles = []*os.File{read}
	ownSession(cmd)
	if err := cmd.Start(); err != nil {
		write.Close()
		return nil, fmt.Errorf("lab: starting JupyterLab: %w", err)
	}
	srv := &server{cmd: cmd, pipe: write, exited: make(chan struct{})}
	go func() {
		srv.err = cmd.Wait()
		close(srv.exited)
	}()
	return srv, nil
}

// info is what JupyterLab writes about itself beside its connection files.
type info struct {
	URL   string `json:"url"`
	Token string `json:"token"`
}

// answers waits until the server answers, and returns where.
func (srv *server) answers(ctx context.Context, dir string) (info, error) {
	var in info
	for {
		if files, _ := filepath.Glob(filepath.Join(dir, "jpserver-*.json")); len(files) > 0 {
			data, _ := os.ReadFile(files[0])
			if json.Unmarshal(data, &in) == nil && ask(ctx, in) {
				return in, nil
			}
		}
		select {
		case <-ctx.Done():
			return in, ctx.Err()
		case <-srv.exited:
			return in, errExited
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// ask says whether the server answers. Another server, which took the port
// meanwhile, would refuse the token; a server without a token, since its user
// chose a password, refuses all.
func ask(ctx context.Context, in info) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(in.URL, "/")+"/api/status", nil)
	if err != nil {
		return false
	}
	req.Header.Set("Authorization", "token "+in.Token)
	resp, err := (&http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}).Do(req)
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.StatusCode == http.StatusOK || in.Token == "" && resp.StatusCode == http.StatusForbidden
}

// page is the address at which a notebook is open in JupyterLab.
func (in info) page(notebook string) string {
	address := strings.TrimSuffix(in.URL, "/") + "/lab"
	if notebook != "" {
		address += "/tree/" + (&url.URL{Path: notebook}).EscapedPath()
	}
	if in.Token != "" {
		return address + "?token=" + in.Token + "&reset"
	}
	return address + "?reset"
}

// stop ends the server, which ends its kernels: it is asked, and killed when it
// has not ended after the grace, or when hurry says so.
func (srv *server) stop(grace time.Duration, hurry <-chan os.Signal) {
	defer srv.pipe.Close()
	terminate(srv.cmd.Process)
	select {
	case <-srv.exited:
		return
	case <-time.After(grace):
	case <-hurry:
	}
	srv.cmd.Process.Kill()
	<-srv.exited
}
