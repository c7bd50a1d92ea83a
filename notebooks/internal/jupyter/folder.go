package jupyter

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// connection is the file that tells a kernel where to listen.
type connection struct {
	Transport string `json:"transport"`
	Address   string `json:"ip"`
	Shell     int    `json:"shell_port"`
	IOPub     int    `json:"iopub_port"`
	Stdin     int    `json:"stdin_port"`
	Control   int    `json:"control_port"`
	Heartbeat int    `json:"hb_port"`
	Key       string `json:"key"`
	Scheme    string `json:"signature_scheme"`
	Name      string `json:"kernel_name"`
}

// endpoint returns ZeroMQ's name of a socket.
func (c connection) endpoint(port int) string {
	return fmt.Sprintf("%s://%s-%d", c.Transport, c.Address, port)
}

// socketLimit is how long the path of a socket may be: macOS allows 104 bytes,
// Linux 108.
const socketLimit = 100

// newFolder makes the kernel's temporary folder with the connection file in it.
// It is the kernel's TMPDIR, too, so that nothing that the kernel or a cell
// leaves there outlives it.
func newFolder() (folder, file string, c connection, err error) {
	// The name ends in a fixed word: no such path is the beginning of another
	// one, and the guard can search for it.
	const pattern = "gradstep-*-kernel"
	folder, err = os.MkdirTemp("", pattern)
	if err == nil && len(filepath.Join(folder, "s-1")) > socketLimit {
		if err = os.Remove(folder); err == nil {
			folder, err = os.MkdirTemp("/tmp", pattern)
		}
	}
	if err != nil {
		return "", "", c, fmt.Errorf("make a temporary folder for the kernel: %w", err)
	}
	c = connection{
		Transport: "ipc", Address: filepath.Join(folder, "s"),
		Shell: 1, IOPub: 2, Stdin: 3, Control: 4, Heartbeat: 5,
		Key: newKey(), Scheme: "hmac-sha256", Name: "gonb",
	}
	file = filepath.Join(folder, "kernel-"+newKey()+".json")
	data, err := json.Marshal(c)
	if err == nil {
		err = os.WriteFile(file, data, 0o600)
	}
	if err != nil {
		_ = os.RemoveAll(folder)
		return "", "", c, fmt.Errorf("write the kernel's connection file: %w", err)
	}
	return folder, file, c, nil
}
