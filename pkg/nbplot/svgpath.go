package nbplot

import (
	"bytes"
	"fmt"
	"math"
	"strconv"

	"gonum.org/v1/plot/vg"
)

// tenth formats v rounded to one decimal, without a trailing zero.
func tenth(v float64) string {
	n := int64(math.Round(v * 10))
	return tenths(n)
}

func tenths(n int64) string {
	s := strconv.FormatInt(n/10, 10)
	if n < 0 && n > -10 {
		s = "-0"
	}
	d := n % 10
	if d < 0 {
		d = -d
	}
	if d == 0 {
		if s == "-0" {
			return "0"
		}
		return s
	}
	switch s {
	case "0":
		s = ""
	case "-0":
		s = "-"
	}
	return s + "." + strconv.FormatInt(d, 10)
}

// A pathWriter writes path data in relative coordinates. It keeps the rounded
// position, so that rounding does not add up along a path.
type pathWriter struct {
	buf  *bytes.Buffer
	x, y int64
	last byte
}

func (w *pathWriter) to(op byte, points ...vg.Point) {
	if op != w.last || op == 'm' {
		w.buf.WriteByte(op)
	} else {
		w.buf.WriteByte(' ')
	}
	w.last = op
	var x, y int64
	for i, p := range points {
		x, y = int64(math.Round(float64(p.X)*10)), int64(math.Round(float64(p.Y)*10))
		dx, dy := tenths(x-w.x), tenths(y-w.y)
		if i > 0 {
			w.buf.WriteByte(' ')
		}
		w.buf.WriteString(dx)
		if dy[0] != '-' {
			w.buf.WriteByte(' ')
		}
		w.buf.WriteString(dy)
	}
	w.x, w.y = x, y
}

func writePath(buf *bytes.Buffer, p vg.Path) {
	w := &pathWriter{buf: buf}
	var fromX, fromY int64
	for _, c := range p {
		switch c.Type {
		case vg.MoveComp:
			w.to('m', c.Pos)
			fromX, fromY = w.x, w.y
		case vg.LineComp:
			w.to('l', c.Pos)
		case vg.CurveComp:
			if len(c.Control) == 1 {
				w.to('q', c.Control[0], c.Pos)
			} else {
				w.to('c', c.Control[0], c.Control[1], c.Pos)
			}
		case vg.CloseComp:
			buf.WriteByte('z')
			w.last, w.x, w.y = 'z', fromX, fromY
		default:
			panic(fmt.Sprintf("nbplot: path component %d has no SVG form here", c.Type))
		}
	}
}
