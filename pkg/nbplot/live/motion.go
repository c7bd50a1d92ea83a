package live

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/gif"
	"slices"

	"golang.org/x/image/draw"

	"github.com/gradstep/gradstep/pkg/nbplot"
)

// How long a frame stands, in hundredths of a second, and the last one of a round.
const (
	frameTime = 12
	lastTime  = 150
	rounds    = 2 // then it stands still, at the end
)

// motion returns the animated image of a figure that plays: Frames positions of the first
// slider, from Min to Max. It plays a few times and stays at the last frame, so
// that it does not disturb who reads on, and print has the end.
func (f Figure) motion() (string, error) {
	n := f.Frames
	n = cmp.Or(n, 24)
	var frames []*image.RGBA
	for k := range n {
		v := f.start()
		v[0] = f.Sliders[0].between(float64(k) / float64(max(1, n-1)))
		drawings, err := f.drawn(v)
		if err != nil {
			return "", err
		}
		frame, err := joined(drawings)
		if err != nil {
			return "", err
		}
		if k > 0 && frame.Rect != frames[0].Rect {
			return "", fmt.Errorf("live: figure %q: frame %d is %v, the first %v", f.Name, k, frame.Rect.Max, frames[0].Rect.Max)
		}
		frames = append(frames, frame)
	}
	data, err := animate(frames)
	if err != nil {
		return "", fmt.Errorf("live: figure %q: %w", f.Name, err)
	}
	size := frames[0].Rect.Size()
	return fmt.Sprintf(`<p><b>%s</b></p><img src="data:image/gif;base64,%s" width="%d" height="%d" alt="%s">`, html.EscapeString(f.Title),
		base64.StdEncoding.EncodeToString(data), size.X/nbplot.Density, size.Y/nbplot.Density, html.EscapeString(f.Alt)), nil
}

// joined is one image of the drawings, side by side.
func joined(drawings []nbplot.Drawing) (*image.RGBA, error) {
	var parts []*image.RGBA
	var size image.Point
	for _, d := range drawings {
		m, err := nbplot.Pixels(d)
		if err != nil {
			return nil, err
		}
		parts = append(parts, m)
		size = image.Pt(size.X+m.Rect.Dx(), max(size.Y, m.Rect.Dy()))
	}
	out := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	x := 0
	for _, m := range parts {
		draw.Draw(out, m.Rect.Add(image.Pt(x, 0)), m, image.Point{}, draw.Src)
		x += m.Rect.Dx()
	}
	return out, nil
}

// animate encodes frames as a GIF with one palette: each frame holds the rectangle that
// changes, and in it only the pixels that do.
func animate(frames []*image.RGBA) ([]byte, error) {
	palette := commonColors(frames)
	index := map[color.RGBA]uint8{}
	nearest := func(c color.RGBA) uint8 {
		i, ok := index[c]
		if !ok {
			i = uint8(1 + palette[1:].Index(c)) // 0 is transparent
			index[c] = i
		}
		return i
	}
	out := gif.GIF{LoopCount: rounds - 1, Config: image.Config{ColorModel: palette, Width: frames[0].Rect.Dx(), Height: frames[0].Rect.Dy()}}
	var shown []uint8
	for k, m := range frames {
		w := m.Rect.Dx()
		now := make([]uint8, w*m.Rect.Dy())
		for i := range now {
			if i > 0 && [3]byte(m.Pix[4*i:]) == [3]byte(m.Pix[4*i-4:]) {
				now[i] = now[i-1] // most neighbours are alike
				continue
			}
			now[i] = nearest(color.RGBA{m.Pix[4*i], m.Pix[4*i+1], m.Pix[4*i+2], 255})
		}
		area := m.Rect
		if k > 0 {
			area = image.Rectangle{}
			for i := range now {
				if now[i] != shown[i] {
					area = area.Union(image.Rect(i%w, i/w, i%w+1, i/w+1))
				}
			}
			if area.Empty() {
				area = image.Rect(0, 0, 1, 1)
			}
		}
		p := image.NewPaletted(area, palette)
		for y := area.Min.Y; y < area.Max.Y; y++ {
			for x := area.Min.X; x < area.Max.X; x++ {
				if c := now[y*w+x]; k == 0 || c != shown[y*w+x] {
					p.Pix[p.PixOffset(x, y)] = c
				}
			}
		}
		delay := frameTime
		if k == len(frames)-1 {
			delay = lastTime
		}
		out.Image, out.Delay = append(out.Image, p), append(out.Delay, delay)
		out.Disposal = append(out.Disposal, gif.DisposalNone)
		shown = now
	}
	var b bytes.Buffer
	err := gif.EncodeAll(&b, &out)
	return b.Bytes(), err
}

// commonColors are the 255 commonest colours of the frames, behind the transparent one: a
// figure has few colours, and its soft edges lose nothing that an eye would miss.
func commonColors(frames []*image.RGBA) color.Palette {
	count := map[color.RGBA]int{}
	for _, m := range frames {
		run := 1 // of equal pixels up to i
		for i := 0; i < len(m.Pix); i += 4 {
			if i+4 < len(m.Pix) && [3]byte(m.Pix[i:]) == [3]byte(m.Pix[i+4:]) {
				run++
				continue
			}
			count[color.RGBA{m.Pix[i], m.Pix[i+1], m.Pix[i+2], 255}] += run
			run = 1
		}
	}
	colors := make([]color.RGBA, 0, len(count))
	for c := range count {
		colors = append(colors, c)
	}
	slices.SortFunc(colors, func(a, b color.RGBA) int { // the same for the same frames
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return (int(a.R)<<16 | int(a.G)<<8 | int(a.B)) - (int(b.R)<<16 | int(b.G)<<8 | int(b.B))
	})
	palette := color.Palette{color.RGBA{}}
	for _, c := range colors[:min(len(colors), 255)] {
		palette = append(palette, c)
	}
	return palette
}
