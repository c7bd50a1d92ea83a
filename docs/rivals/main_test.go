package main

import (
	"bytes"
	"os"
	"testing"
)

// The figure in this folder is what the committed tables give.
func TestFigureIsUpToDate(t *testing.T) {
	want, err := draw()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is out of date: go run . in docs/rivals", file)
	}
}
