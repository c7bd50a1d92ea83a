package nbfile

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// What a number in a tag of an SVG may differ by: drawing programs write five
// digits, and the last one may be rounded otherwise.
const (
	SVGRelative = 1.01e-4
	SVGAbsolute = 1e-3
)

var (
	svgTag = regexp.MustCompile(`<[^>]*>`)
	// A colour or a reference is a word, and so is an embedded figure.
	svgToken = regexp.MustCompile(`data:image/[^"'\s)<>]*|#[0-9A-Za-z_-]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[^-+.\d#d]+|.`)
)

// svg compares two SVG texts: outside of tags exactly, since there are
// the words and numbers that a reader sees; inside of them word by word.
func (t Tolerance) svg(file, now string) error {
	was, is := svgTag.FindAllString(file, -1), svgTag.FindAllString(now, -1)
	if len(was) != len(is) {
		return fmt.Errorf("%d tags in the file, %d now", len(was), len(is))
	}
	if d := Diff(strings.Join(svgTag.Split(file, -1), "\n"), strings.Join(svgTag.Split(now, -1), "\n")); d != "" {
		return fmt.Errorf("its texts (- in the file, + now):\n%s", d)
	}
	for i := range was {
		if err := t.tag(was[i], is[i]); err != nil {
			return fmt.Errorf("tag %d, %.60s: %w", i+1, was[i], err)
		}
	}
	return nil
}

func (t Tolerance) tag(file, now string) error {
	if file == now {
		return nil
	}
	if t.Path > 0 {
		file, now = t.withoutEqualLines(file, now)
	}
	was, is := svgToken.FindAllString(file, -1), svgToken.FindAllString(now, -1)
	if len(was) != len(is) {
		return fmt.Errorf("%d words and numbers in the file, %d now", len(was), len(is))
	}
	for i := range was {
		if was[i] == is[i] {
			continue
		}
		if m, n := dataURI.FindStringSubmatch(was[i]), dataURI.FindStringSubmatch(is[i]); m != nil && n != nil && m[1] == n[1] {
			if err := t.Figure(m[1], uriData(m), uriData(n)); err != nil {
				return fmt.Errorf("its embedded figure: %w", err)
			}
			continue
		}
		a, errA := strconv.ParseFloat(was[i], 64)
		b, errB := strconv.ParseFloat(is[i], 64)
		if errA != nil || errB != nil || !close5(a, b) && !t.beside(a, b) {
			return fmt.Errorf("%.40q in the file, %.40q now", was[i], is[i])
		}
	}
	return nil
}

// close5 says whether a and b are the same number of five digits.
func close5(a, b float64) bool {
	return math.Abs(a-b) <= SVGAbsolute+SVGRelative*max(math.Abs(a), math.Abs(b))
}

// beside says whether a and b are coordinates of about the same place. What is
// less than 1 is a scale or a width.
func (t Tolerance) beside(a, b float64) bool {
	return min(math.Abs(a), math.Abs(b)) >= 1 && math.Abs(a-b) <= t.Path/4
}
