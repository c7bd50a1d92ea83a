package nbfile_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

var pictures = map[[3]int][]byte{}

// picture draws a field with a line at the given height, and changes one pixel
// in every so many by so many levels.
func picture(t *testing.T, line, every, levels int) []byte {
	t.Helper()
	key := [3]int{line, every, levels}
	if p := pictures[key]; p != nil {
		return p
	}
	m := image.NewRGBA(image.Rect(0, 0, 400, 300))
	for i := 0; i < len(m.Pix); i += 4 {
		x, y := i/4%400, i/4/400
		v := uint8((x + y) / 4)
		if y == line {
			v = 250
		}
		if every > 0 && i/4%every == 0 {
			v += uint8(levels)
		}
		copy(m.Pix[i:], []byte{v, v, 100, 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	pictures[key] = b.Bytes()
	return b.Bytes()
}

func TestFigurePNG(t *testing.T) {
	base := picture(t, 50, 0, 0)
	for _, test := range []struct {
		name   string
		now    []byte
		accept bool
	}{
		{"the same", picture(t, 50, 0, 0), true},
		{"a level in one pixel of a hundred", picture(t, 50, 100, 1), true},
		{"one pixel on the other side of an edge", picture(t, 50, 120_000, 100), true},
		{"a pixel more than that", picture(t, 50, 60_000, 100), false},
		{"a line one pixel lower", picture(t, 51, 0, 0), false},
		{"a faint change of the whole", picture(t, 50, 1, 1), false},
		{"not a picture", []byte("?"), false},
		{"cut off", base[:len(base)/2], false},
	} {
		if err := nbfile.Here.Figure("image/png", base, test.now); (err == nil) != test.accept {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	var small bytes.Buffer
	if err := png.Encode(&small, image.NewRGBA(image.Rect(0, 0, 400, 299))); err != nil {
		t.Fatal(err)
	}
	if err := nbfile.Here.Figure("image/png", base, small.Bytes()); err == nil {
		t.Error("another size was accepted")
	}
}

// An animation may not change in its last frame either.
func TestFigureGIF(t *testing.T) {
	film := func(last uint8, frames int) []byte {
		g := &gif.GIF{}
		for i := range frames {
			m := image.NewPaletted(image.Rect(0, 0, 10, 10), color.Palette{color.Black, color.White})
			if i == frames-1 {
				m.SetColorIndex(3, 3, last)
			}
			g.Image, g.Delay = append(g.Image, m), append(g.Delay, 1)
		}
		var b bytes.Buffer
		if err := gif.EncodeAll(&b, g); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	for _, test := range []struct {
		now    []byte
		accept bool
	}{{film(0, 3), true}, {film(1, 3), false}, {film(0, 4), false}} {
		if err := nbfile.Here.Figure("image/gif", film(0, 3), test.now); (err == nil) != test.accept {
			t.Error(err)
		}
	}
}

const drawing = `<svg width="400pt" viewBox="0 0 400 300"><path d="M10.123,20L30.5,-4e-1" stroke="#1f77b4" id="p1"/><text x="3">b = 8.5</text></svg>`

func TestFigureSVG(t *testing.T) {
	for _, test := range []struct {
		name, old, new string
		accept         bool
	}{
		{"the last of five digits", "10.123", "10.124", true},
		{"written otherwise", "-4e-1", "-.4", true},
		{"another coordinate", "10.123", "10.2", false},
		{"a sign", "-4e-1", "4e-1", false},
		{"another colour", "#1f77b4", "#1f77b5", false},
		{"another command", "L30.5", "M30.5", false},
		{"another name", `id="p1"`, `id="p2"`, false},
		{"a point more", "M10.123,20", "M10.123,20L1,1", false},
		{"a digit that is read", "8.5", "8.6", false},
		{"the last digit that is read", "8.5", "8.5001", false},
		{"a tag less", `<text x="3">`, "", false},
	} {
		now := strings.Replace(drawing, test.old, test.new, 1)
		if now == drawing {
			t.Fatalf("%s: nothing changed", test.name)
		}
		if err := nbfile.Here.Figure("image/svg+xml", []byte(drawing), []byte(now)); (err == nil) != test.accept {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func embed(mime string, data []byte) string {
	return fmt.Sprintf(`<p>A line.</p><img alt="b = 3" src="data:%s;base64,%s">`, mime, base64.StdEncoding.EncodeToString(data))
}

// Figures are found where they stand in a text, also within a figure.
func TestCompareEmbedded(t *testing.T) {
	inSVG := func(line, every, levels int) []byte {
		return []byte(strings.Replace(drawing, "<text", `<image x="1.0" href="data:image/png;base64,`+
			base64.StdEncoding.EncodeToString(picture(t, line, every, levels))+`"/><text`, 1))
	}
	html := func(s string) []nbfile.Output {
		return []nbfile.Output{{Kind: nbfile.Display, Data: nbfile.Bundle{"text/html": s}}}
	}
	plain := func(s string) string {
		return `<img src="data:image/svg+xml,` + url.PathEscape(s) + `">`
	}
	for _, test := range []struct {
		name     string
		old, now string
		accept   bool
	}{
		{"PNG, rounding", embed("image/png", picture(t, 5, 0, 0)), embed("image/png", picture(t, 5, 100, 1)), true},
		{"PNG, changed", embed("image/png", picture(t, 5, 0, 0)), embed("image/png", picture(t, 6, 0, 0)), false},
		{"SVG, rounding", embed("image/svg+xml", []byte(drawing)), embed("image/svg+xml", []byte(strings.Replace(drawing, "10.123", "10.124", 1))), true},
		{"SVG, changed", embed("image/svg+xml", []byte(drawing)), embed("image/svg+xml", []byte(strings.Replace(drawing, "10.123", "11", 1))), false},
		{"SVG without base64, rounding", plain(drawing), plain(strings.Replace(drawing, "10.123", "10.124", 1)), true},
		{"SVG without base64, changed", plain(drawing), plain(strings.Replace(drawing, "10.123", "11", 1)), false},
		{"PNG in SVG, rounding", embed("image/svg+xml", inSVG(5, 0, 0)), embed("image/svg+xml", inSVG(5, 100, 1)), true},
		{"PNG in SVG, changed", embed("image/svg+xml", inSVG(5, 0, 0)), embed("image/svg+xml", inSVG(6, 0, 0)), false},
		{"text beside it", embed("image/png", picture(t, 5, 0, 0)), strings.Replace(embed("image/png", picture(t, 5, 0, 0)), "A line", "Two lines", 1), false},
		{"alt text", embed("image/png", picture(t, 5, 0, 0)), strings.Replace(embed("image/png", picture(t, 5, 0, 0)), "b = 3", "b = 4", 1), false},
		{"another type", embed("image/png", picture(t, 5, 0, 0)), embed("image/gif", picture(t, 5, 0, 0)), false},
	} {
		if d := nbfile.Here.Compare(html(test.old), html(test.now)); (d == nil) != test.accept {
			t.Errorf("%s: %v", test.name, d)
		}
	}
}

func TestCompare(t *testing.T) {
	out := nbfile.Output{Kind: nbfile.Stream, Name: "stdout", Text: "a = 1\nb = 2\nc = 3\n"}
	errs := nbfile.Output{Kind: nbfile.Stream, Name: "stderr", Text: "warning\n"}
	show := nbfile.Output{Kind: nbfile.Display, Data: nbfile.Bundle{"text/plain": "1", "application/json": map[string]any{"k": "v"}}}
	figure := nbfile.Output{Kind: nbfile.Display, Data: nbfile.Bundle{"image/png": base64.StdEncoding.EncodeToString(picture(t, 5, 0, 0))}}
	fail := nbfile.Output{Kind: nbfile.Failure, ErrName: "E", ErrValue: "v", Traceback: []string{"t"}}
	file := []nbfile.Output{out, show, errs, figure, fail}
	with := func(i int, change func(o *nbfile.Output)) []nbfile.Output {
		list := slices.Clone(file)
		change(&list[i])
		return list
	}
	for _, test := range []struct {
		name string
		now  []nbfile.Output
		want string // part of the first difference; "": none
	}{
		{"the same", file, ""},
		{"streams and displays in another order", []nbfile.Output{errs, show, figure, out, fail}, ""},
		{"stdout in two pieces", slices.Concat(
			[]nbfile.Output{{Kind: nbfile.Stream, Name: "stdout", Text: "a = 1\nb"}, show, {Kind: nbfile.Stream, Name: "stdout", Text: " = 2\nc = 3\n"}},
			file[2:]), ""},
		{"a changed digit", with(0, func(o *nbfile.Output) { o.Text = strings.Replace(o.Text, "2", "3", 1) }), "- b = 2\n+ b = 3\n"},
		{"a newline less", with(0, func(o *nbfile.Output) { o.Text = strings.TrimSuffix(o.Text, "\n") }), "no newline"},
		{"displays in another order", []nbfile.Output{out, figure, errs, show, fail}, "display 1"},
		{"no stderr", slices.Delete(slices.Clone(file), 2, 3), "- warning"},
		{"a display less", slices.Delete(slices.Clone(file), 4, 5), "display 3 of the file is missing now: error E: v"},
		{"a display more", append(slices.Clone(file), show), "display 4 is missing in the file: display_data with application/json, text/plain"},
		{"a text", with(1, func(o *nbfile.Output) {
			o.Data = nbfile.Bundle{"text/plain": "2", "application/json": o.Data["application/json"]}
		}), "- 1"},
		{"JSON", with(1, func(o *nbfile.Output) {
			o.Data = nbfile.Bundle{"text/plain": "1", "application/json": map[string]any{"k": "w"}}
		}), `"k": "w"`},
		{"a type less", with(1, func(o *nbfile.Output) { o.Data = nbfile.Bundle{"text/plain": "1"} }), "application/json of the file is missing"},
		{"a figure", with(3, func(o *nbfile.Output) {
			o.Data = nbfile.Bundle{"image/png": base64.StdEncoding.EncodeToString(picture(t, 6, 0, 0))}
		}), "display 2: the figure (image/png) differs: 800 of 120000 pixels"},
		{"metadata", with(3, func(o *nbfile.Output) { o.Metadata = map[string]any{"width": 3} }), "metadata"},
		{"an error", with(4, func(o *nbfile.Output) { o.ErrValue = "w" }), "+ E: w"},
		{"a traceback", with(4, func(o *nbfile.Output) { o.Traceback = []string{"u"} }), "+ u"},
		{"nothing", nil, "stdout differs"},
	} {
		got := nbfile.Here.Compare(file, test.now)
		if (got == nil) != (test.want == "") || got != nil && !strings.Contains(got[0], test.want) {
			t.Errorf("%s: got %q", test.name, got)
		}
	}
}

func ExampleTolerance_Compare() {
	file := []nbfile.Output{{Kind: nbfile.Stream, Name: "stdout", Text: "b = 12.34\n"}}
	now := []nbfile.Output{{Kind: nbfile.Stream, Name: "stdout", Text: "b = 12.35\n"}}
	for _, difference := range nbfile.Here.Compare(file, now) {
		fmt.Print(difference)
	}
	// Output:
	// stdout differs (- in the file, + now):
	// - b = 12.34
	// + b = 12.35
}
