package nbplot

import (
	"fmt"
	"image/color"
)

// A RegionMap is a mark that shows which of a few kinds each cell of a grid
// is; Regions makes one.
type RegionMap struct {
	names      []string
	g          Grid
	xLog, yLog bool
}

// Regions colours the cells of a phase diagram: a value k of the grid, a whole
// number from 0, is of the kind names[k], which the legend shows.
func Regions(names []string, g Grid) *RegionMap {
	g.mustFit("Regions", fmt.Sprint(names))
	return &RegionMap{names: append([]string(nil), names...), g: g}
}

func (r *RegionMap) color() (int, bool, bool) { return 0, false, false }
func (r *RegionMap) field()                   {}
func (r *RegionMap) snug()                    {}

func (r *RegionMap) resolve(x, y Axis) (Mark, error) {
	d := *r
	d.xLog, d.yLog = x.Log, y.Log
	if err := r.g.check("Regions", fmt.Sprint(r.names), x, y); err != nil {
		return nil, err
	}
	for k, v := range r.g.Z {
		if i := int(v); float64(i) != v || i < 0 || i >= len(r.names) {
			return nil, fmt.Errorf("nbplot: Regions %v: value %d is %v, which is not the index of a name", r.names, k, v)
		}
	}
	return &d, nil
}

func (r *RegionMap) extent(x, y *extent) {
	h := HeatMap{g: r.g, xLog: r.xLog, yLog: r.yLog}
	h.extent(x, y)
}

func regionColor(k int) color.NRGBA { return tint(curveColor(k), 0.42) }

func (r *RegionMap) draw(c canvas, f *frame, _ int) {
	paintGrid(c, f, r.g, r.xLog, r.yLog, false, func(v float64) color.NRGBA { return regionColor(int(v)) })
}

func (r *RegionMap) keys(int) []key {
	var out []key
	for k, n := range r.names {
		out = append(out, key{n, func(c canvas, x, y float64) {
			p := box{x + 6, y - 7, x + keyWidth - 2, y + 7}.path()
			c.fill(p, regionColor(k))
			c.stroke(p, pen{color: frameLine, width: 1})
		}})
	}
	return out
}
