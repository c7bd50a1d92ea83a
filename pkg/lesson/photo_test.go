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
func stopped(do func()) (said string) {
	defer func() { said = fmt.Sprint(recover()) }()
	do()
	return ""
}

func TestLessonsStop(t *testing.T) {
	for want, do := range map[string]func(){
		"astronaut, camera and retina": func() { lesson.Photo("moon") },
		"no such thing":                func() { lesson.Must(0, errors.New("no such thing")) },
		"outside the course's folder":  func() { t.Chdir(t.TempDir()); lesson.Photo("camera") },
	} {
		if said := stopped(do); !strings.Contains(said, want) {
			t.Errorf("stops with %q, want %q", said, want)
		}
	}
}
