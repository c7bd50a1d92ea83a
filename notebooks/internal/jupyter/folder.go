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
// Linux 108, the end of the string included.
const socketLimit = 100

// TempDir is the folder for temporary files in which a socket whose path goes on by
// so many bytes can be: that of the system, or, where its name is as long as macOS
// makes it, /tmp.
func TempDir(length int) string {
	if dir := os.TempDir(); len(dir)+1+length <= socketLimit {
		return dir
	}
	return "/tmp"
}

// folderName returns a path for the kernel's temporary folder, which is its
// TMPDIR, too, so that nothing that the kernel or a cell leaves there outlives
// it. The name ends in a fixed word: no such path is the beginning of another
// one, and the guard can search for it.
func folderName() string {
	name := "gradstep-" + newKey()[:16] + "-kernel"
	return filepath.Join(TempDir(len(name)+len("/s-1")), name)
}

// makeFolder makes the folder with the connection file in it.
func makeFolder(folder string) (file string, c connection, err error) {
	c = connection{
		Transport: "ipc", Address: filepath.Join(folder, "s"),
		Shell: 1, IOPub: 2, Stdin: 3, Control: 4, Heartbeat: 5,
		Key: newKey(), Scheme: "hmac-sha256", Name: "gonb",
	}
	file = filepath.Join(folder, "kernel-"+newKey()+".json")
	if err := os.Mkdir(folder, 0o700); err != nil {
		return "", c, fmt.Errorf("make a temporary folder for the kernel: %w", err)
	}
	data, err := json.Marshal(c)
	if err == nil {
		err = os.WriteFile(file, data, 0o600)
	}
	if err != nil {
		return "", c, fmt.Errorf("write the kernel's connection file: %w", err)
	}
	return file, c, nil
}
