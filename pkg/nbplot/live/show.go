package live

import (
	"errors"
	"fmt"
	"html"
	"os"
	"os/signal"
	"sync"
	"time"

	"github.com/janpfeifer/gonb/gonbui"
	"github.com/janpfeifer/gonb/gonbui/comms"
	"github.com/janpfeifer/gonb/gonbui/dom"
	"github.com/janpfeifer/gonb/gonbui/widgets"

	"github.com/gradstep/gradstep/pkg/nbplot"
)

// How long Show waits: for a browser to answer, and for the next move of a
// slider, after which it ends as if the button were pressed: a page that was
// loaded again has lost its sliders, while the program would wait for ever.
const (
	browserWait = 8 * time.Second
	idleWait    = 10 * time.Minute
)

// Show shows the figure that draw makes of the sliders' values and draws it
// again at each move, until the reader presses the button, interrupts the cell
// or leaves the sliders alone for ten minutes; then the last figure stays. The
// cell is busy meanwhile. Where nobody can move a slider it shows the Sheet: see
// the package's comment; so it does, too, when no browser answers.
//
// draw must return a new plot each time; an error of a plot ends the cell.
func (s Sliders) Show(draw func(v []float64) *nbplot.Plot) {
	sheet, err := s.Sheet(draw)
	if err != nil {
		fail(err)
	}
	if nbplot.Static() {
		sheet.Show()
		return
	}
	if err := s.interact(draw); err != nil {
		if !errors.Is(err, errNoBrowser) {
			fail(err)
		}
		sheet.Show()
	}
}

var errNoBrowser = errors.New("live: no browser answered")

func fail(err error) {
	gonbui.Sync()
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// panel is what the browser holds while the cell runs.
type panel struct {
	mu      sync.Mutex
	values  []float64
	changed chan struct{} // holds one signal: moves in between are skipped
	done    chan struct{}
	once    sync.Once
}

func (p *panel) set(i int, v float64) {
	p.mu.Lock()
	p.values[i] = v
	p.mu.Unlock()
	select {
	case p.changed <- struct{}{}:
	default:
	}
}

func (p *panel) get() []float64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]float64(nil), p.values...)
}

func (s Sliders) interact(draw func(v []float64) *nbplot.Plot) error {
	p := &panel{changed: make(chan struct{}, 1), done: make(chan struct{})}
	for _, sl := range s.Sliders {
		p.values = append(p.values, sl.at(sl.position(sl.Value)))
	}
	figure := "figure_" + gonbui.UniqueId()
	root := dom.CreateTransientDiv()
	// The widgets wait for the browser without end: they get a goroutine, which
	// is left behind when none answers.
	ready := make(chan struct{})
	go func() {
		s.build(p, root)
		close(ready)
	}()
	select {
	case <-ready:
	case <-time.After(browserWait):
		return errNoBrowser
	}
	interrupted := make(chan os.Signal, 1)
	signal.Notify(interrupted, os.Interrupt)
	defer signal.Stop(interrupted)
	last, err := s.follow(p, draw, interrupted, idleWait, func(page string) { gonbui.UpdateHTML(figure, page) })
	dom.SetInnerHtml(root, "")
	gonbui.UpdateHTML(figure, "")
	if err != nil {
		return err
	}
	page, err := last.HTML()
	if err != nil {
		return err
	}
	gonbui.DisplayHTML(s.page(p.get(), page))
	gonbui.Sync()
	return nil
}

// page is a figure under the values that it was drawn for.
func (s Sliders) page(v []float64, img string) string {
	return "<p>" + html.EscapeString(s.caption(v)) + "</p>" + img
}

// build puts the sliders and the button into the page.
func (s Sliders) build(p *panel, root string) {
	for i, sl := range s.Sliders {
		row := "row_" + gonbui.UniqueId()
		// A browser's own width is about 100 pixels, too few for as many positions.
		dom.Append(root, fmt.Sprintf(`<div id="%s"><style>#%[1]s input{width:28em;max-width:80%%;vertical-align:middle}</style><label>%s </label></div>`,
			row, html.EscapeString(sl.Label)))
		w := widgets.Slider(0, sl.steps(), sl.position(sl.Value)).AppendTo(row).Done()
		comms.Subscribe(w.Address(), func(_ string, k int) { p.set(i, sl.at(k)) })
	}
	b := widgets.Button("Done").AppendTo(root).Done()
	comms.Subscribe(b.Address(), func(_ string, clicks int) {
		if clicks > 0 {
			p.once.Do(func() { close(p.done) })
		}
	})
}

// follow draws at every change and returns the last figure.
func (s Sliders) follow(p *panel, draw func(v []float64) *nbplot.Plot, interrupted <-chan os.Signal, idle time.Duration, put func(page string)) (*nbplot.Plot, error) {
	var last *nbplot.Plot
	redraw := func() error {
		v := p.get()
		plot := draw(v)
		page, err := plot.HTML()
		if err != nil {
			return err
		}
		last = plot
		put(s.page(v, page))
		return nil
	}
	if err := redraw(); err != nil {
		return nil, err
	}
	timer := time.NewTimer(idle)
	defer timer.Stop()
	for {
		select {
		case <-p.changed:
			timer.Reset(idle)
			if err := redraw(); err != nil {
				return nil, err
			}
		case <-p.done:
			return last, nil
		case <-interrupted:
			return last, nil
		case <-timer.C:
			return last, nil
		}
	}
}
