// Command stack makes the trials behind the section "The larger stack" of
// docs/recovering-b.md, from the root of the module:
//
//	go run ./docs/stack testdata/photos/astronaut.png testdata/stack.csv
//
// It writes the trials to the file, case by case, and prints the table. Cases that the
// file holds already are not made again: begin without a file to make them all, which
// takes some minutes.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/google/renameio/v2/maybe"
	"github.com/gradstep/gradstep/pkg/picture"
	"github.com/gradstep/gradstep/pkg/stylize"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: go run ./docs/stack PHOTOGRAPH TRIALS.csv")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(from, to string) error {
	photo, err := picture.Load(from)
	if err != nil {
		return err
	}
	done, err := read(to)
	if err != nil {
		return err
	}
	var all []stylize.Row
	for _, c := range stylize.Cases(photo) {
		if len(done[c.Name]) == c.Trials {
			all = append(all, done[c.Name]...)
			continue
		}
		ts, err := c.Study.Trials(0, c.Trials)
		if err != nil {
			return err
		}
		for i, t := range ts {
			all = append(all, t.Row(c.Name, i))
		}
		if err := write(to, all); err != nil {
			return err
		}
	}
	fmt.Print(stylize.Summary(all))
	return nil
}

// read returns the trials that the file holds already, by case.
func read(from string) (map[string][]stylize.Row, error) {
	data, err := os.ReadFile(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	rows, err := stylize.ReadRows(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	done := map[string][]stylize.Row{}
	for _, r := range rows {
		done[r.Case] = append(done[r.Case], r)
	}
	return done, nil
}

// write replaces the file as a whole.
func write(to string, rows []stylize.Row) error {
	var b bytes.Buffer
	if err := stylize.WriteRows(&b, rows); err != nil {
		return err
	}
	return maybe.WriteFile(to, b.Bytes(), 0o666)
}
