package nbfile

import (
	"math"
	"regexp"
	"strconv"
)

var (
	lineAttribute = regexp.MustCompile(`\sd="([^"]*)"`)
	lineToken     = regexp.MustCompile(`[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`)
)

// withoutEqualLines takes the d out of two tags when the lines that they draw are
// nowhere further apart than t.Path.
func (t Tolerance) withoutEqualLines(file, now string) (string, string) {
	a, b := lineAttribute.FindStringSubmatchIndex(file), lineAttribute.FindStringSubmatchIndex(now)
	if a == nil || b == nil {
		return file, now
	}
	was, ok := segments(file[a[2]:a[3]])
	is, ok2 := segments(now[b[2]:b[3]])
	if !ok || !ok2 || !near(was, is, t.Path) || !near(is, was, t.Path) {
		return file, now
	}
	return file[:a[0]] + file[a[1]:], now[:b[0]] + now[b[1]:]
}

// A segment is a straight piece of a line, or a point that is drawn as a mark.
type segment struct{ x0, y0, x1, y1 float64 }

// segments reads the d of a path of straight lines. It refuses curves.
func segments(d string) (list []segment, ok bool) {
	tokens := lineToken.FindAllString(d, -1)
	var x, y, startX, startY float64
	var command byte
	for i := 0; i < len(tokens); {
		if c := tokens[i][0]; c >= 'A' {
			command = c
			i++
		}
		x0, y0 := x, y
		need := 1
		switch command | 0x20 {
		case 'm', 'l':
			need = 2
		case 'z':
			need = 0
		case 'h', 'v':
		default:
			return nil, false
		}
		var v [2]float64
		for k := range need {
			if i >= len(tokens) {
				return nil, false
			}
			n, err := strconv.ParseFloat(tokens[i], 64)
			if err != nil {
				return nil, false
			}
			v[k] = n
			i++
		}
		if command >= 'a' { // relative
			x, y = x+v[0], y+v[1]
			if command == 'v' {
				x, y = x0, y0+v[0]
			}
		} else {
			switch command {
			case 'H':
				x = v[0]
			case 'V':
				y = v[0]
			default:
				x, y = v[0], v[1]
			}
		}
		switch command | 0x20 {
		case 'm':
			startX, startY = x, y
			command -= 'm' - 'l' // what follows without a letter is a line
			continue
		case 'z':
			x, y = startX, startY
		}
		list = append(list, segment{x0, y0, x, y})
	}
	return list, true
}

// near reports whether all of a lies within r of b, looked at in steps of r or at
// the ends of short pieces.
func near(a, b []segment, r float64) bool {
	for _, s := range a {
		steps := max(1, math.Ceil(math.Hypot(s.x1-s.x0, s.y1-s.y0)/r))
		for k := 0.0; k <= steps; k++ {
			x, y := s.x0+(s.x1-s.x0)*k/steps, s.y0+(s.y1-s.y0)*k/steps
			found := false
			for i := 0; i < len(b) && !found; i++ {
				found = b[i].distance(x, y) <= r
			}
			if !found {
				return false
			}
		}
	}
	return true
}

// distance is that of a point from the segment.
func (s segment) distance(x, y float64) float64 {
	dx, dy := s.x1-s.x0, s.y1-s.y0
	along := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		along = min(1, max(0, ((x-s.x0)*dx+(y-s.y0)*dy)/l))
	}
	return math.Hypot(x-s.x0-along*dx, y-s.y0-along*dy)
}
