package main

import (
	"bytes"
	"os"
	"testing"
)

// The figures in this folder are what the committed tables give.
func TestFiguresAreUpToDate(t *testing.T) {
	all, err := figures()
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range all {
		want, err := f.SVG()
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(name + ".svg")
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s.svg is out of date: go run . in docs/convergence", name)
		}
	}
}
