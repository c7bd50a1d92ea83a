package jupyter

import (
	"path/filepath"
	"strings"
	"testing"
)

// On macOS the folder for temporary files has a long name, and a socket's path may have
// 104 bytes.
func TestSocketsHaveShortPaths(t *testing.T) {
	const mac = "/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T"
	for tmp, want := range map[string]string{
		"/tmp": "/tmp", mac: mac, "/var/folders/zz/" + strings.Repeat("long", 15): "/tmp",
	} {
		t.Setenv("TMPDIR", tmp)
		folder := folderName()
		if filepath.Dir(folder) != want || len(folder+"/s-5") > socketLimit {
			t.Errorf("TMPDIR=%s: the kernel's folder is %s", tmp, folder)
		}
	}
	t.Setenv("TMPDIR", mac)
	if dir := TempDir(70); dir != "/tmp" {
		t.Errorf("a longer socket would be below %s", dir)
	}
}
