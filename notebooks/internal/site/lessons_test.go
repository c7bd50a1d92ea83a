package site_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
)

// committed returns a lesson as the site has it from the checkout.
func committed(t *testing.T, name string) *nbfile.Notebook {
	t.Helper()
	dir, err := made()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "files", "notebooks", filepath.FromSlash(name)+".ipynb"))
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
		if d := nbfile.Elsewhere.Compare(want.Cells[i].Outputs, now.Cells[i].Outputs); len(d) > 0 {
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
	v.run("func Answer() int { return 42 }\n%%\nfmt.Println(\"first\")")
	v.wait(`idle()`)
	if text := value[string](v, `output()`); text != "first\n" {
		t.Errorf("the first cell, which showed a bar, says %q", text)
	}
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

// What a reader writes is there after a reload, and when the site has a new version; which they see where
// they have written nothing.
func TestEditsStay(t *testing.T) {
	v := visitor(t)
	v.open("00-start")
	first := `notebook.content.model.cells.get(0).sharedModel`
	v.do(evaluate(first + `.setSource('# Mine\n\n' + ` + first + `.source)`))
	value[bool](v, `notebook.context.save().then(() => true)`)
	v.open("00-start")
	source := value[string](v, first+`.source`)
	if !strings.HasPrefix(source, "# Mine\n\n# ") {
		t.Errorf("after a reload the lesson begins %.60q", source)
	}

	v.mu.Lock()
	v.other = map[string]string{}
	for _, name := range []string{"00-start", "10-momentum"} {
		file := "/files/notebooks/" + name + ".ipynb"
		data, err := os.ReadFile(filepath.Join(v.dir, filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		v.other[file] = strings.Replace(string(data), `"# `, `"# New: `, 1)
	}
	v.mu.Unlock()
	v.open("00-start")
	if now := value[string](v, first+`.source`); now != source {
		t.Errorf("with a new version of the site the lesson begins %.60q", now)
	}
	v.picture("mine")
	value[any](v, `jupyterapp.serviceManager.contents.delete('notebooks/00-start.ipynb')`)
	v.open("00-start")
	if now := value[string](v, first+`.source`); !strings.HasPrefix(now, "# New: ") {
		t.Errorf("a lesson whose changes were deleted begins %.60q", now)
	}
	v.open("10-momentum")
	if now := value[string](v, first+`.source`); !strings.HasPrefix(now, "# New: ") {
		t.Errorf("a lesson that nobody wrote into is the old one: %.60q", now)
	}
	if !value[bool](v, `jupyterapp.commands.hasCommand('docmanager:download')`) {
		t.Error("what is written cannot be downloaded")
	}
}

// The figures follow their sliders while a cell runs: they have a thread of their own.
func TestSlidersWhileACellRuns(t *testing.T) {
	v := visitor(t)
	v.open("10-momentum")
	v.run("%%\nfmt.Println(\"begun\")\nfor {\n}")
	v.wait(`output().includes('begun')`)
	figure := -1
	nb := committed(t, "10-momentum")
	for _, i := range nb.CodeCells() {
		for _, o := range nb.Cells[i].Outputs {
			if _, ok := o.Data["application/vnd.gradstep.figure+json"]; ok && figure < 0 {
				figure = i
			}
		}
	}
	v.do(evaluate(fmt.Sprintf(`notebook.content.scrollToItem(%d, 'start')`, figure)))
	v.wait(`document.querySelector('.gradstep-live input[type=range]')`)
	time.Sleep(2 * time.Second) // it draws once by itself
	const picture = `document.querySelector('.gradstep-live .gradstep-picture').innerHTML`
	seen := map[string]bool{value[string](v, picture): true}
	for _, place := range []string{"max", "min"} {
		before := value[string](v, picture)
		v.do(evaluate(`((s) => { s.value = s.` + place + `; s.dispatchEvent(new Event('input')); })(document.querySelector('.gradstep-live input[type=range]'))`))
		v.wait(picture + ` !== ` + quote(before))
		seen[value[string](v, picture)] = true
	}
	if len(seen) < 2 || !value[bool](v, `notebook.sessionContext.session.kernel.status === 'busy' && !idle()`) {
		t.Errorf("%d pictures; does the cell still run?", len(seen))
	}
	v.picture("moved")
	v.command("notebook:interrupt-kernel")
	v.wait(`idle()`)
}

// Programs run in the folder of their notebook, of an appendix too, and find what it reads.
func TestFolderOfAnAppendix(t *testing.T) {
	v := visitor(t)
	v.open("appendix/checking-the-paper")
	v.wait(`notebook.sessionContext.session?.kernel?.status === 'idle'`)
	const code = "%%\nif _, err := os.Stat(\"../../testdata/study\"); err != nil {\n\tpanic(err)\n}"
	if status := value[string](v, `notebook.sessionContext.session.kernel.requestExecute({code: `+quote(code)+`}).done.then((r) => r.content.status)`); status != "ok" {
		t.Errorf("a cell that looks for ../../testdata/study ends with %q", status)
	}
}
