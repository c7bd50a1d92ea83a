package nbplot

import "math"

// A NoteMark is a text at a place of the data; Note makes one.
type NoteMark struct {
	x, y float64
	text string
}

// Note writes text beside the point (x, y), with a white rim so that lines
// behind do not disturb it. Prefer a label: a note may cover data.
func Note(x, y float64, text string) *NoteMark { return &NoteMark{x: x, y: y, text: text} }

func (n *NoteMark) color() (int, bool, bool) { return 0, false, false }

func (n *NoteMark) resolve(x, y Axis) (Mark, error) {
	if err := checkText("the note", n.text); err != nil {
		return nil, err
	}
	if err := checkValue("Note", n.text, "x", 0, n.x, x.Log); err != nil {
		return nil, err
	}
	if err := checkValue("Note", n.text, "y", 0, n.y, y.Log); err != nil {
		return nil, err
	}
	return n, nil
}

func (n *NoteMark) extent(x, y *extent) { x.add(n.x); y.add(n.y) }

func (n *NoteMark) draw(canvas, *frame, int) {}

// place puts the text right of its point and above it, or at the left where
// the right has no room.
func (n *NoteMark) place(f *frame) (x, y float64, t textStyle, ok bool) {
	x, y = f.x.at(n.x), f.y.at(n.y)
	ok = f.area.contains(pt(x, y))
	t = textStyle{size: noteSize, color: ink, halo: true}
	if x+6+textWidth(n.text, noteSize) > f.area.x1 {
		t.anchor = end
		x -= 12
	}
	return x + 6, math.Max(f.area.y0+noteSize, y-6), t, ok
}

func (n *NoteMark) busy(f *frame) []box {
	x, y, t, _ := n.place(f)
	x += t.textOrigin(n.text)
	return []box{{x, y - noteSize, x + textWidth(n.text, noteSize), y + 3}}
}

func (n *NoteMark) drawOver(c canvas, f *frame, _ int) {
	if x, y, t, ok := n.place(f); ok {
		c.text(x, y, n.text, t)
	}
}

func (n *NoteMark) keys(int) []key { return nil }
