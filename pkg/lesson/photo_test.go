package lesson_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/pkg/lesson"
)

func TestPhoto(t *testing.T) {
	for _, name := range []string{"astronaut", "camera", "retina"} {
		if im := lesson.Photo(name); im.W < 100 || im.H < 100 {
			t.Errorf("%s is %d×%d", name, im.W, im.H)
		}
	}
}

// stopped is what a lesson says as it stops.
func stopped(t *testing.T, do func(t *testing.T)) (said string) {
	defer func() { said = fmt.Sprint(recover()) }()
	do(t)
	return ""
}

func TestLessonsStop(t *testing.T) {
	for want, do := range map[string]func(t *testing.T){
		"astronaut, camera and retina": func(*testing.T) { lesson.Photo("moon") },
		"no such thing":                func(*testing.T) { lesson.Must(0, errors.New("no such thing")) },
		"outside the course's folder":  func(t *testing.T) { t.Chdir(t.TempDir()); lesson.Photo("camera") },
	} {
		t.Run(want, func(t *testing.T) { // which undoes the change of the folder
			if said := stopped(t, do); !strings.Contains(said, want) {
				t.Errorf("stops with %q, want %q", said, want)
			}
		})
	}
}
