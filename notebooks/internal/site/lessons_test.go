package site_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// committed returns a lesson as the checkout has it.
func committed(t *testing.T, name string) *nbfile.Notebook {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "notebooks", filepath.FromSlash(name)+".ipynb"))
	if err != nil {
		t.Fatal(err)
	}
	nb, err := nbfile.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return nb
}

// A lesson opens in the site, all its cells run, and give what is committed; nothing is asked of
// another server meanwhile, and what a page does ask elsewhere would be seen.
func TestRunAll(t *testing.T) {
	v := visitor(t)
	v.open("01-staircase")
	v.picture("opened")
	v.do(evaluate(`window.shown = 0`))
	v.command("notebook:restart-run-all")
	v.wait(`document.querySelector('.jp-Dialog')`)
	v.do(evaluate(`document.querySelector('.jp-Dialog .jp-mod-accept').click()`))
	v.wait(`document.body.innerText.match(/Loading Go|Unpacking Go|compiling your first cell/)`)
	v.picture("loading")
	v.wait(allRan)
	v.picture("ran")
	compareWith(t, v, committed(t, "01-staircase"))
	v.do(evaluate(`document.querySelector('.jp-WindowedPanel-outer').scrollTop = 900`))
	time.Sleep(2 * time.Second)
	v.picture("scrolled")

	if asked := v.asked(); len(asked) > 0 {
		t.Errorf("the site asks other servers: %q", asked)
	}
	v.do(evaluate(`fetch('http://elsewhere.example/').catch(() => {})`))
	time.Sleep(time.Second)
	if asked := v.asked(); !slices.ContainsFunc(asked, func(s string) bool { return strings.Contains(s, "elsewhere.example") }) {
		t.Errorf("what a page asks of another server is not seen: %q", asked)
	}
}

// allRan is true when the kernel rests and each cell of code has a count.
const allRan = `notebook.sessionContext.session.kernel.status === 'idle' &&
	Array.from(notebook.content.model.cells).every((c) => c.type !== 'code' || c.executionCount > 0 || c.sharedModel.source === '')`

func compareWith(t *testing.T, v *visit, want *nbfile.Notebook) {
	t.Helper()
	now, err := nbfile.Parse([]byte(value[string](v, `JSON.stringify(notebook.content.model.toJSON())`)))
	if err != nil {
		t.Fatal(err)
	}
	equal := 0
	for _, i := range want.CodeCells() {
		if slices.Contains(want.Cells[i].Tags(), "skip-execution") {
			continue
		}
		if d := nbfile.Compare(want.Cells[i].Outputs, now.Cells[i].Outputs); len(d) > 0 {
			t.Errorf("cell %d: %.1000s", i, strings.Join(d, "\n"))
			continue
		}
		equal++
	}
	t.Logf("%d cells are equal", equal)
}

// Stop ends a loop without end; what was declared before stays, and cells go on to run.
func TestStop(t *testing.T) {
	v := visitor(t)
	v.open("appendix/go-in-ten-minutes")
	v.run("func Answer() int { return 42 }")
	v.wait(`idle()`)
	v.run("%%\nfmt.Println(\"begun\")\nfor {\n}")
	v.wait(`output().includes('begun')`)
	v.picture("loop")
	v.command("notebook:interrupt-kernel")
	v.wait(`idle()`)
	if text := value[string](v, `output()`); !strings.Contains(text, "It was stopped.") {
		t.Errorf("a cell that was stopped says %q", text)
	}
	v.run("%%\nfmt.Println(Answer())")
	v.wait(`idle() && output() !== ''`)
	if text := value[string](v, `output()`); text != "42\n" {
		t.Errorf("after a stop a cell says %q", text)
	}
	v.picture("after")
}

// run puts code into a new cell at the end, and runs it.
func (v *visit) run(source string) {
	v.t.Helper()
	v.do(evaluate(`[window.output = () => {
		const cells = Array.from(notebook.content.model.cells), last = cells[cells.length - 1].outputs;
		return Array.from({ length: last.length }, (_, i) => last.get(i).toJSON()).map((o) => [o.text || o.evalue || ''].flat().join('')).join('');
	}, window.idle = () => {
		const cells = Array.from(notebook.content.model.cells);
		return cells[cells.length - 1].executionCount > 0 && notebook.sessionContext.session.kernel.status === 'idle';
	}]`))
	v.do(evaluate(`notebook.content.activeCellIndex = notebook.content.model.cells.length - 1`))
	v.command("notebook:insert-cell-below")
	time.Sleep(500 * time.Millisecond)
	v.do(evaluate(`notebook.content.activeCell.model.sharedModel.setSource(` + quote(source) + `)`))
	v.command("notebook:run-cell")
	time.Sleep(500 * time.Millisecond)
}
