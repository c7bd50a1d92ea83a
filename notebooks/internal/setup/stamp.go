package setup

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/renameio/v2/maybe"
)

// inputs collects what a part is made from, as one hash.
type inputs struct {
	lines []string
	err   error
}

// word adds a value under its name.
func (in *inputs) word(name, value string) {
	in.lines = append(in.lines, fmt.Sprintf("%s=%q", name, value))
}

// file adds a file's content under its base name.
func (in *inputs) file(name string) {
	data, err := os.ReadFile(name)
	if err != nil && in.err == nil {
		in.err = fmt.Errorf("setup: the checkout is incomplete: %w", err)
	}
	sum := sha256.Sum256(data)
	in.word(filepath.Base(name), hex.EncodeToString(sum[:]))
}

func (in *inputs) hash() (string, error) {
	sum := sha256.Sum256([]byte(strings.Join(in.lines, "\n")))
	return hex.EncodeToString(sum[:]), in.err
}

// A stamp says from which inputs a part was made. It is written when the part
// is complete and removed before it is touched, so a part without a stamp that
// matches its inputs is made again.
type stamp struct {
	file string
}

func (c Course) stamp(part string) stamp { return stamp{c.Venv("stamps", part)} }

func (s stamp) read() string {
	data, _ := os.ReadFile(s.file)
	return strings.TrimSpace(string(data))
}

func (s stamp) write(hash string) error { return writeFile(s.file, []byte(hash+"\n")) }

func (s stamp) remove() error {
	if err := os.Remove(s.file); err != nil && !os.IsNotExist(err) {
		return err
	}
	return nil
}

// writeFile writes a file aside and renames it into place. A file that holds
// the data already is left alone.
func writeFile(name string, data []byte) error {
	if old, err := os.ReadFile(name); err == nil && string(old) == string(data) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return maybe.WriteFile(name, data, 0o666)
}
