package nbplot

// A Mark is something drawn on the axes: [Line], [Func], [Scatter], [Steps],
// [Path], [Band], [ErrorBars], [HLine], [VLine], [Arrow], [Note], [Bars],
// [Histogram], [Heat], [Regions] or [Contours].
//
// A new mark is one file: a type with these methods, those of the abilities
// below that it wants, and a constructor.
type Mark interface {
	// resolve samples and checks the mark for these axes; it does not change it.
	resolve(x, y Axis) (Mark, error)
	// extent adds what the axes must show.
	extent(x, y *extent)
	// draw draws the mark below the axes.
	draw(c canvas, f *frame, slot int)
	// keys are the mark's entries in the legend.
	keys(slot int) []key
	// color is the mark's slot of the palette: own reports that it is fixed,
	// takes that the mark uses one at all.
	color() (slot int, own, takes bool)
}

// What a mark may do beside that. A panel asks for these and for nothing else.
type (
	// An overDrawer draws above the axes, which then cannot cut it: dots, text.
	overDrawer interface {
		drawOver(c canvas, f *frame, slot int)
	}
	// An occupier says where it stands, so that numbers on level lines keep away.
	occupier interface {
		busy(f *frame) []box
	}
	// A marginNamer writes its name above or right of the data.
	marginNamer interface {
		notes(f *frame, slot int)
	}
	// An endNamer writes its name at its end when the legend is LegendAtEnds.
	endNamer interface {
		endNote(f *frame, slot int)
	}
	// A scaleBarer stands beside a bar of colours: barWidth is the room that it
	// takes, drawBar draws it right of x and returns where it ends.
	scaleBarer interface {
		barWidth(height float64) float64
		drawBar(c canvas, x float64, area box) float64
	}
	// A filler fills the axes: no margin around it, and no grid lines.
	filler interface{ snug() }
	// A pixelled mark is drawn as pixels: its figure is a PNG, not an SVG.
	pixelled interface{ field() }
)

// base is what most marks share.
type base struct {
	label string
	slot  int
	fixed bool
}

func (b *base) color() (slot int, own, takes bool) { return b.slot, b.fixed, true }

// Which mark has which ability: a method that is renamed does not compile, where
// it would be silently left out.
var (
	_ = []overDrawer{(*Curve)(nil), (*Spread)(nil), (*NoteMark)(nil)}
	_ = []occupier{(*Curve)(nil), (*NoteMark)(nil)}
	_ = []marginNamer{(*Ref)(nil)}
	_ = []endNamer{(*Curve)(nil)}
	_ = []scaleBarer{(*HeatMap)(nil)}
	_ = []filler{(*HeatMap)(nil), (*RegionMap)(nil), (*ContourMap)(nil)}
	_ = []pixelled{(*HeatMap)(nil), (*RegionMap)(nil)}
)
