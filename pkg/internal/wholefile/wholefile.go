// Package wholefile writes files whole or not at all, so that no failure and no
// interruption costs what was there before, and no reader meets half a file. The work is
// renameio's; this package adds what all our writers want of it.
package wholefile

import (
	"bytes"
	"io"

	"github.com/google/renameio/v2/maybe"
)

// Write collects what write writes and, when that succeeds, makes it the file name: a temporary
// file is flushed to the disk and renamed. On an error, or when write panics, name is as it was.
// (On Windows, which cannot rename over a file that is in use, the file is written in place.)
//
// A symbolic link is followed and stays one, also when nothing is where it leads. A file that is replaced keeps its
// permissions; a new one has those that the user's mask leaves of 0666. What is not a
// regular file, such as a folder or a device, is not written over: that is an error. An
// error of write is returned as it is.
func Write(name string, write func(io.Writer) error) error {
	var data bytes.Buffer
	if err := write(&data); err != nil {
		return err
	}
	return WriteBytes(name, data.Bytes())
}

// WriteBytes is [Write] of data.
func WriteBytes(name string, data []byte) error {
	name, err := follow(name)
	if err != nil {
		return err
	}
	return maybe.WriteFile(name, data, 0o666)
}
