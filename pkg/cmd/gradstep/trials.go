package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"

	"github.com/gradstep/gradstep/pkg/denoise"
	"github.com/gradstep/gradstep/pkg/nn"
)

const trialsHelp = `Usage: gradstep trials [FLAGS] [NAME...]

Makes the tables of lesson 10, or the named ones, from many small trainings on
the photographs, and writes them as CSV. Equal programs give equal files.

%s
The exit status is 0 when all tables are written, 1 when they are not, and 2 when
the command line is wrong.

Flags, before or behind the names:
`

func runTrials(args []string, stdout, stderr io.Writer) int {
	list := ""
	for _, t := range denoise.Tables {
		list += fmt.Sprintf("  %-10s %s\n", t.Name, t.About)
	}
	var dir, photos string
	flags := flag.NewFlagSet("trials", flag.ContinueOnError)
	flags.StringVar(&dir, "dir", "testdata/trials", "`folder` of the tables")
	flags.StringVar(&photos, "photos", "testdata/photos", "`folder` of the photographs")
	names, status, done := parse(flags, fmt.Sprintf(trialsHelp, list), args, stdout, stderr)
	if done {
		return status
	}
	tables, err := namedTables(names)
	if err != nil {
		return complain(stderr, "trials", err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := makeTables(ctx, tables, photos, dir, stderr); err != nil {
		return fail(stderr, "trials", err)
	}
	fmt.Fprintf(stdout, "The tables are in %s.\n", dir)
	return success
}

func namedTables(names []string) (tables []denoise.Table, err error) {
	if len(names) == 0 {
		return denoise.Tables, nil
	}
	for _, name := range names {
		found := false
		for _, t := range denoise.Tables {
			if t.Name == name {
				tables, found = append(tables, t), true
			}
		}
		if !found {
			return nil, fmt.Errorf("there is no table %q", name)
		}
	}
	return tables, nil
}

func makeTables(ctx context.Context, tables []denoise.Table, photos, dir string, progress io.Writer) error {
	p, err := denoise.LoadPhotos(photos)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("the folder of the tables: %w", err)
	}
	for _, t := range tables {
		fmt.Fprintf(progress, "%s: %s\n", t.Name, t.About)
		var text bytes.Buffer
		if err := t.Write(ctx, &text, p); err != nil {
			return err
		}
		if err := nn.SaveFile(filepath.Join(dir, t.Name+".csv"), text.Bytes()); err != nil {
			return err
		}
	}
	return nil
}
