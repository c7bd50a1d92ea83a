package main

import (
	"fmt"
	"io"

	"github.com/gradstep/gradstep/pkg/filter"
	"github.com/gradstep/gradstep/pkg/picture"
)

// aloneReport is the answer from a quantized file alone.
type aloneReport struct {
	Quantized string        `json:"quantized"`
	Width     int           `json:"width"`
	Height    int           `json:"height"`
	Filter    string        `json:"filter"`
	Levels    *int          `json:"levels,omitempty"`
	B         *float64      `json:"b"`
	Lo        *float64      `json:"lo"`
	Hi        *float64      `json:"hi"`
	Used      int           `json:"used"`
	Unused    int           `json:"unused"`
	Ambiguous bool          `json:"ambiguous"`
	Others    []rivalFilter `json:"others"`
	Notes     []string      `json:"notes"`

	found filter.Alone
}

// fitAlone says what the levels of one file tell.
func (f fitFlags) fitAlone(name string) (aloneReport, error) {
	dec := decoder(f.maxPixels)
	dec.Translucent = true
	y, err := dec.LoadRaster(name)
	if err != nil {
		return aloneReport{}, byFlag(err)
	}
	var counts [256]int64
	rows, translucent := make([][]uint8, y.H), 0
	for i := range rows {
		rows[i] = y.Row(nil, i)
		if keep := y.Opaque(i); keep != nil {
			rows[i] = only(rows[i], keep, y.Channels)
			translucent += y.W - len(rows[i])/y.Channels
		}
		for _, v := range rows[i] {
			counts[v]++
		}
	}
	var a filter.Alone
	if y.Lossy {
		if flat, n := flatCounts(rows, y.Channels); n >= fewFlat {
			counts = flat
		}
		a, err = filter.FromJPEG(counts, drift(y), f.settings(false))
	} else {
		a, err = filter.FromLevels(counts, f.settings(false))
	}
	if err != nil {
		return aloneReport{}, err
	}
	r := aloneReport{
		Quantized: name, Width: y.W, Height: y.H, Filter: a.Name, Used: a.Used, Unused: a.Unused,
		Ambiguous: len(a.Others) > 0, Others: []rivalFilter{}, Notes: append([]string{}, a.Notes...), found: a,
	}
	if translucent > 0 {
		r.Notes = append(r.Notes, fmt.Sprintf("%d of the %d pixels are translucent, and were left out", translucent, y.W*y.H))
	}
	if a.Name == filter.None {
		return r, nil
	}
	r.B, r.Lo, r.Hi = &r.found.N, &r.found.Lo, &r.found.Hi
	if a.Family.Whole {
		n := int(a.N)
		r.Levels = &n
	}
	for _, o := range a.Others {
		r.Others = append(r.Others, rivalFilter{Filter: o.Name, B: o.N})
	}
	return r, nil
}

// drift is how far a JPEG may move all samples of one hue, in levels; where its tables are not known, what the usual
// ones do at quality 75.
func drift(y *picture.Raster) float64 {
	const blue, step = 1.772, 9 // B = Y + 1.772 Cb
	switch c := y.Coded(); {
	case y.Channels == 1:
		return 0
	case c == nil:
		return blue * step / 16
	default:
		return blue * float64(c.ColourSteps[0]) / 16
	}
}

// fewFlat is how many samples of flat places are needed to look at no others.
const fewFlat = 200

// flatCounts counts the samples whose neighbours, two away on each side, are within three
// levels of them.
func flatCounts(rows [][]uint8, channels int) (counts [256]int64, n int) {
	near := func(a, b uint8) bool { return max(a, b)-min(a, b) <= 3 }
	for y := 2; y+2 < len(rows); y++ {
		row := rows[y]
		for x := 2 * channels; x+2*channels < len(row); x++ {
			v := row[x]
			if near(v, row[x-2*channels]) && near(v, row[x+2*channels]) && near(v, rows[y-2][x]) && near(v, rows[y+2][x]) {
				counts[v]++
				n++
			}
		}
	}
	return counts, n
}

func (r aloneReport) writeText(w io.Writer) error {
	a, text := r.found, ""
	switch {
	case a.Name == filter.None:
		text = "filter none: the levels that occur are those of no formula\n"
	case r.Ambiguous:
		text = "the filter is not determined\n"
	case a.Family.Whole:
		text = fmt.Sprintf("filter %s, y = %s with N = %d levels\n", a.Name, a.Family.Formula, *r.Levels)
	default:
		text = fmt.Sprintf("b = %s, in [%s, %s]\nfilter %s, y = %s\n", plain(a.N), down(a.Lo), up(a.Hi), a.Name, a.Family.Formula)
	}
	if a.Used > 0 && a.Name != filter.None {
		text += fmt.Sprintf("%d %s, and %d more of the filter's between them do not.\n", a.Used, plural(a.Used, "level")+" "+verb(int64(a.Used), "occurs", "occur"), a.Unused)
	}
	for _, n := range r.Notes {
		text += fmt.Sprintf("Note: %s.\n", n)
	}
	_, err := io.WriteString(w, text)
	return err
}

// undetermined says which filters have the levels too.
func (r aloneReport) undetermined() error {
	if !r.Ambiguous {
		return nil
	}
	o := r.found.Others[0]
	return fmt.Errorf("the levels do not determine the filter: %s has all that occur and as few others, and so has %s, and %d more",
		r.found.Filter, o.Filter, len(r.found.Others)-1)
}

func (f fitFlags) runAlone(files []string, stdout, stderr io.Writer) int {
	if len(files) != 1 || f.pairs != "" || f.parts != "" {
		return complain(stderr, "fit", fmt.Errorf("want one file, QUANTIZED, with -alone, and got %d", len(files)))
	}
	r, err := f.fitAlone(files[0])
	if err != nil {
		return fail(stderr, "fit", err)
	}
	if err := show(stdout, f.json, r, r.writeText); err != nil {
		return fail(stderr, "fit", err)
	}
	if err := r.undetermined(); err != nil {
		return fail(stderr, "fit", err)
	}
	return success
}
