package nbplot

import (
	"fmt"
	"sync"
	"unicode"

	"codeberg.org/go-fonts/dejavu/dejavusanscondensed"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/vg"
)

// emUnits is the font's own resolution: DejaVu is drawn on a grid of 2048 units an em.
const emUnits = 2048

// A glyph is one character's outline in font units, y upwards.
type glyph struct {
	id      sfnt.GlyphIndex
	advance int
	outline []sfnt.Segment
}

// fontFace reads glyphs once and keeps them. DejaVu Sans Condensed is the one
// face, since it has every sign of the course (∇ ‖ ₙ ⌊ η √ ⁻) in one weight,
// and figures carry outlines rather than text: they look alike everywhere.
type fontFace struct {
	mu     sync.Mutex
	font   *sfnt.Font
	buf    sfnt.Buffer
	glyphs map[rune]*glyph
}

// face parses the font at the first label, not when a program starts.
var face = sync.OnceValue(func() *fontFace {
	f, err := sfnt.Parse(dejavusanscondensed.TTF)
	if err != nil {
		panic(fmt.Sprintf("nbplot: the embedded font does not parse: %v", err))
	}
	return &fontFace{font: f, glyphs: make(map[rune]*glyph)}
})

// glyph returns r's outline, or nil when the font has none.
func (f *fontFace) glyph(r rune) *glyph {
	f.mu.Lock()
	defer f.mu.Unlock()
	if g, ok := f.glyphs[r]; ok {
		return g
	}
	var g *glyph
	id, err := f.font.GlyphIndex(&f.buf, r)
	if err == nil && id != 0 {
		const ppem = fixed.Int26_6(emUnits << 6)
		segments, err1 := f.font.LoadGlyph(&f.buf, id, ppem, nil)
		outline := append([]sfnt.Segment(nil), segments...)
		advance, err2 := f.font.GlyphAdvance(&f.buf, id, ppem, font.HintingNone)
		if err1 == nil && err2 == nil {
			g = &glyph{id: id, advance: advance.Round(), outline: outline}
		}
	}
	f.glyphs[r] = g
	return g
}

// checkText returns an error that names the first character of s without a glyph.
func checkText(what, s string) error {
	for _, r := range s {
		if unicode.IsControl(r) {
			return fmt.Errorf("nbplot: %s %q holds the control character %U: a label is one line of text", what, s, r)
		}
		if face().glyph(r) == nil {
			return fmt.Errorf("nbplot: %s %q holds %q (%U), for which the font has no glyph: write it with other signs", what, s, r, r)
		}
	}
	return nil
}

// textWidth is the width of s in pixels at the given size.
func textWidth(s string, size float64) float64 {
	n := 0
	for _, r := range s {
		if g := face().glyph(r); g != nil {
			n += g.advance
		}
	}
	return float64(n) * size / emUnits
}

// textPath is the outline of s with its baseline's start at (0, 0), y downwards.
func textPath(s string, size float64) vg.Path {
	var p vg.Path
	scale := size / emUnits
	pen := 0
	at := func(q fixed.Point26_6) vg.Point {
		return pt((float64(pen)+float64(q.X)/64)*scale, float64(q.Y)/64*scale)
	}
	for _, r := range s {
		g := face().glyph(r)
		if g == nil {
			continue
		}
		for i, seg := range g.outline {
			switch seg.Op {
			case sfnt.SegmentOpMoveTo:
				if i > 0 {
					p.Close()
				}
				p.Move(at(seg.Args[0]))
			case sfnt.SegmentOpLineTo:
				p.Line(at(seg.Args[0]))
			case sfnt.SegmentOpQuadTo:
				p.QuadTo(at(seg.Args[0]), at(seg.Args[1]))
			case sfnt.SegmentOpCubeTo:
				p.CubeTo(at(seg.Args[0]), at(seg.Args[1]), at(seg.Args[2]))
			}
		}
		if len(g.outline) > 0 {
			p.Close()
		}
		pen += g.advance
	}
	return p
}

// wrapText breaks s at spaces into lines at most width pixels wide; a single
// word that is wider stays whole.
func wrapText(s string, size, width float64) []string {
	var lines []string
	line := ""
	word := ""
	flush := func() {
		switch {
		case word == "":
		case line == "":
			line = word
		case textWidth(line+" "+word, size) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
		word = ""
	}
	for _, r := range s {
		if r == ' ' {
			flush()
			continue
		}
		word += string(r)
	}
	flush()
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
