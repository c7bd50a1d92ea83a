package lesson

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/gradstep/gradstep/pkg/picture"
)

// Must returns v, and stops the lesson at an error:
//
//	photo := lesson.Must(picture.Load("mine.png"))
func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Photo loads a photograph of the course by its name: "astronaut", "camera" or
// "retina". It stops the lesson, with the names, if there is none of that name.
func Photo(name string) *picture.Image {
	files, err := filepath.Glob(filepath.Join(Photos(), name+".*"))
	if err != nil || len(files) != 1 {
		panic(fmt.Sprintf("lesson: Photo: there is no photograph %q; the course has astronaut, camera and retina", name))
	}
	return Must(picture.Load(files[0]))
}

// Photos returns the folder of the course's photographs. It is found from any
// folder of the checkout: that of the lessons, in which cells run, or one below.
func Photos() string {
	dir := Must(os.Getwd())
	for {
		photos := filepath.Join(dir, "testdata", "photos")
		if info, err := os.Stat(photos); err == nil && info.IsDir() {
			return photos
		}
		up := filepath.Dir(dir)
		if up == dir {
			panic("lesson: Photos: the lesson runs outside the course's folder; there is no testdata/photos at or above it")
		}
		dir = up
	}
}
