package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/gradstep/gradstep/notebooks/internal/nbfile"
	"github.com/gradstep/gradstep/notebooks/internal/page"
)

// What every lesson keeps to, so that a student meets the same rhythm everywhere
// and a fresh clone shows every figure.
const (
	maxLessonBytes = 1_500_000
	maxCellLines   = 15
	maxLineRunes   = 110 // what JupyterLab shows without scrolling
	minExercises   = 3
)

var (
	lessonName  = regexp.MustCompile(`^\d\d-[a-z]+(-[a-z]+)*\.ipynb$`)
	machinePath = regexp.MustCompile(`(/home/|/root/|/Users/|/tmp/|/var/folders/|[A-Z]:\\)`)
	duration    = regexp.MustCompile(`\b\d+(\.\d+)?\s?(ms|µs|ns|seconds|s elapsed)\b`)
	image       = regexp.MustCompile(`<img[^>]*>`)
	altText     = regexp.MustCompile(`\balt="[^"]{20,}"`)
	lessonLink  = regexp.MustCompile(`\]\(([^)#:]+\.ipynb)\)`)
	fileOutside = regexp.MustCompile("[\"`](\\.\\./)+([^\"`]*)")
	checkCall   = regexp.MustCompile(`fmt\.Println\(lesson\.[A-Z]\w*\d\(`)
)

// lessonFaults says what in a lesson departs from the rules. exists tells
// whether a file that the lesson links to is there.
func lessonFaults(name string, data []byte, exists func(string) bool) (faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	nb, err := nbfile.Parse(data)
	if err != nil {
		return []string{err.Error()}
	}
	if !lessonName.MatchString(name) {
		fault("the name %q is not NN-words.ipynb", name)
	}
	if len(data) > maxLessonBytes {
		fault("%d bytes, more than %d", len(data), maxLessonBytes)
	}
	if written, err := nb.Bytes(); err != nil || string(written) != string(data) {
		fault("the file is not as the launcher writes it: run it and commit the result")
	}
	if len(nb.Cells) < 3 || nb.Cells[0].Kind != nbfile.Markdown || !strings.HasPrefix(nb.Cells[0].Source, "# "+name[:2]+" ·") || !strings.Contains(nb.Cells[0].Source, "**Goal.**") {
		fault("the first cell is not a title %q with a goal", "# "+name[:2]+" · …")
	}
	text, count, checks := "", 0, 0
	for i, c := range nb.Cells {
		if c.Kind != nbfile.Code {
			text += c.Source + "\n"
			continue
		}
		count++
		if c.Count != count {
			fault("cell %d: execution count %d, want %d", i+1, c.Count, count)
		}
		lines := 0
		for _, l := range strings.Split(c.Source, "\n") {
			if n := len([]rune(strings.ReplaceAll(l, "\t", "    "))); n > maxLineRunes {
				fault("cell %d: a line of %d characters, more than %d", i+1, n, maxLineRunes)
			}
			// An alt text is prose, not code.
			l = strings.TrimSpace(l)
			if l != "" && l != "%%" && !strings.HasPrefix(l, "Alt:") && !strings.HasPrefix(l, `"`) {
				lines++
			}
		}
		if lines > maxCellLines {
			fault("cell %d: %d lines of code, more than %d", i+1, lines, maxCellLines)
		}
		for _, m := range fileOutside.FindAllStringSubmatch(c.Source, -1) {
			has := func(path string) bool { return strings.HasPrefix(m[2], path) }
			if m[2] != "" && m[2] != "testdata" && !slices.ContainsFunc(page.Course, has) {
				fault("cell %d: reads %s, which a page without a checkout does not have", i+1, m[2])
			}
		}
		if checkCall.MatchString(c.Source) {
			checks++
			if !strings.Contains(outputText(c), "No answer yet") {
				fault("cell %d: the check of an exercise does not say that there is no answer yet", i+1)
			}
		}
		faults = append(faults, outputFaults(i+1, c)...)
	}
	if !strings.Contains(text, "\n## Summary\n") {
		fault("there is no summary")
	}
	if !strings.Contains(text, "\n## Exercises\n") && strings.Count("\n"+text, "\n### Exercise ") < minExercises || checks < minExercises {
		fault("%d exercises with a check, want %d or more, inside the sections or under a heading", checks, minExercises)
	}
	for _, m := range lessonLink.FindAllStringSubmatch(text, -1) {
		if !exists(m[1]) {
			fault("a link to %s, which does not exist", m[1])
		}
	}
	return faults
}

func outputText(c nbfile.Cell) (s string) {
	for _, o := range c.Outputs {
		s += o.Text
		for mime, v := range o.Data {
			if t, ok := v.(string); ok && strings.HasPrefix(mime, "text/") {
				s += t
			}
		}
	}
	return s
}

func outputFaults(cell int, c nbfile.Cell) (faults []string) {
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Sprintf("cell %d: ", cell)+fmt.Sprintf(format, args...))
	}
	for _, o := range c.Outputs {
		if o.Kind == nbfile.Failure || o.Name == "stderr" {
			fault("an error output: %s%s", o.ErrValue, o.Text)
		}
		if _, ok := o.Data["image/svg+xml"]; ok {
			fault("an image/svg+xml output, which an untrusted notebook does not show")
		}
		// The answer of a prediction stays folded: it has no image.
		page, _ := o.Data["text/html"].(string)
		_, asks := o.Data["application/vnd.gradstep.prediction+json"]
		if _, png := o.Data["image/png"]; strings.Contains(page, "<img") && !asks && !png && o.Data["image/jpeg"] == nil {
			fault("a figure in HTML alone, which some viewers do not show: run the notebook by the launcher")
		}
	}
	text := outputText(c)
	if strings.Contains(text, "<svg") {
		fault("an inline <svg>, which an untrusted notebook does not show")
	}
	for _, tag := range image.FindAllString(text, -1) {
		if !altText.MatchString(tag) {
			fault("a figure without an alt text of a sentence")
		}
		if !strings.Contains(tag, `src="data:image/`) {
			fault("a figure that is not in the file")
		}
	}
	plain := image.ReplaceAllString(text, "")
	if p := machinePath.FindString(plain); p != "" {
		fault("a path of a machine: %s…", p)
	}
	if d := duration.FindString(plain); d != "" {
		fault("a measured time: %s", d)
	}
	return faults
}

func TestLessonsKeepToTheRules(t *testing.T) {
	files, err := filepath.Glob("*.ipynb")
	if err != nil || len(files) == 0 {
		t.Fatalf("no lessons found (%v)", err)
	}
	exists := func(name string) bool { _, err := os.Stat(name); return err == nil }
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range lessonFaults(f, data, exists) {
			t.Errorf("%s: %s", f, fault)
		}
	}
}

// Where a last bit decides what is drawn, the text beside it says that another processor draws something else, and
// nobody is left alone with a figure that is not that of the file.
func TestChaosIsAnnounced(t *testing.T) {
	files, err := filepath.Glob("appendix/*.ipynb")
	lessons, err2 := filepath.Glob("*.ipynb")
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	found := 0
	for _, file := range append(files, lessons...) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		nb, err := nbfile.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range nb.Cells {
			if !slices.Contains(c.Tags(), "chaotic") {
				continue
			}
			found++
			next := i + 1
			for next < len(nb.Cells) && nb.Cells[next].Kind != nbfile.Markdown {
				next++
			}
			if next == len(nb.Cells) || !strings.Contains(nb.Cells[next].Source, "another processor") {
				t.Errorf("%s, cell %d is chaotic, and the text after it does not say so", file, i)
			}
		}
	}
	if found == 0 {
		t.Error("no cell is tagged")
	}
}

// The first lesson lists all others, in their order and by their titles.
func TestStartListsEveryLesson(t *testing.T) {
	files, err := filepath.Glob("[0-9][0-9]-*.ipynb")
	if err != nil || len(files) < 2 {
		t.Fatalf("no lessons found (%v)", err)
	}
	read := func(name string) *nbfile.Notebook {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		nb, err := nbfile.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		return nb
	}
	var got, want []string
	for _, c := range read(files[0]).Cells {
		for _, row := range regexp.MustCompile(`(?m)^\| (\[.*\.ipynb\)) \|`).FindAllStringSubmatch(c.Source, -1) {
			got = append(got, row[1])
		}
	}
	for _, f := range files[1:] {
		title, _, _ := strings.Cut(strings.TrimPrefix(read(f).Cells[0].Source, "# "), "\n")
		want = append(want, fmt.Sprintf("[%s](%s)", title, f))
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("%s lists\n%s\nwant\n%s", files[0], g, w)
	}
}

// The first lesson and the README say the same of each lesson.
func TestStartAndReadmeAgree(t *testing.T) {
	about := func(file, row string) map[string]string {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		for _, m := range regexp.MustCompile(row).FindAllStringSubmatch(string(data), -1) {
			text, _, _ := strings.Cut(m[2], " ([") // links to appendices
			texts[m[1]] = strings.ReplaceAll(text, "$", "")
		}
		return texts
	}
	start, readme := about("00-start.ipynb", `"\| \[(\d\d · [^\]]+)\]\([^)]*\) \| (.*) \|\\n"`), about("../README.md", `(?m)^\| \[(\d\d · [^\]]+)\]\([^)]*\) \| (.*) \|$`)
	delete(readme, "00 · Start here")
	if len(start) < 2 || !maps.Equal(start, readme) {
		t.Errorf("00-start.ipynb says\n%v\nthe README\n%v", start, readme)
	}
}

// A notebook that breaks one rule is rejected for that rule.
func TestLessonRulesReject(t *testing.T) {
	code := func(count int, source string, outputs ...nbfile.Output) nbfile.Cell {
		return nbfile.Cell{Kind: nbfile.Code, Count: count, Source: source, Outputs: outputs}
	}
	say := func(text string) nbfile.Output {
		return nbfile.Output{Kind: nbfile.Stream, Name: "stdout", Text: text}
	}
	html := func(text string) nbfile.Output {
		return nbfile.Output{Kind: nbfile.Display, Data: nbfile.Bundle{"text/html": text, "image/png": "AA=="}}
	}
	md := func(text string) nbfile.Cell { return nbfile.Cell{Kind: nbfile.Markdown, Source: text} }
	figure := `<img alt="A curve that falls to zero." src="data:image/png;base64,AA==">`
	good := func() *nbfile.Notebook {
		nb := &nbfile.Notebook{Cells: []nbfile.Cell{
			md("# 01 · A lesson\n\n**Goal.** Learn."), code(1, "import \"fmt\""), code(2, "%%\nplot()", html(figure)),
			md("See [the next](02-next.ipynb).\n\n## Summary\n\n## Exercises\n"),
		}}
		for i := 1; i <= minExercises; i++ {
			nb.Cells = append(nb.Cells, code(2+i, fmt.Sprintf("%%%%\nfmt.Println(lesson.Lesson%d(F))", i), say("… No answer yet.")))
		}
		for i := range nb.Cells {
			nb.Cells[i].ID = fmt.Sprintf("c%02d", i+1)
		}
		return nb
	}
	for _, c := range []struct {
		want   string
		change func(*nbfile.Notebook)
	}{
		{"", func(*nbfile.Notebook) {}},
		{"title", func(nb *nbfile.Notebook) { nb.Cells[0].Source = "# A lesson" }},
		{"execution count", func(nb *nbfile.Notebook) { nb.Cells[2].Count = 7 }},
		{"lines of code", func(nb *nbfile.Notebook) { nb.Cells[2].Source = strings.Repeat("x++\n", maxCellLines+1) }},
		{"characters", func(nb *nbfile.Notebook) { nb.Cells[2].Source = strings.Repeat("x", maxLineRunes+1) }},
		{"bytes", func(nb *nbfile.Notebook) {
			nb.Cells[2].Outputs = []nbfile.Output{say(strings.Repeat("x", maxLessonBytes))}
		}},
		{"error output", func(nb *nbfile.Notebook) {
			nb.Cells[2].Outputs = []nbfile.Output{{Kind: nbfile.Failure, ErrName: "E", ErrValue: "boom", Traceback: []string{}}}
		}},
		{"inline <svg>", func(nb *nbfile.Notebook) { nb.Cells[2].Outputs = []nbfile.Output{html("<svg></svg>")} }},
		{"alt text", func(nb *nbfile.Notebook) {
			nb.Cells[2].Outputs = []nbfile.Output{html(`<img alt="" src="data:image/png;base64,AA==">`)}
		}},
		{"not in the file", func(nb *nbfile.Notebook) {
			nb.Cells[2].Outputs = []nbfile.Output{html(strings.Replace(figure, "data:image/png;base64,AA==", "a.png", 1))}
		}},
		{"in HTML alone", func(nb *nbfile.Notebook) { delete(nb.Cells[2].Outputs[0].Data, "image/png") }},
		{"path of a machine", func(nb *nbfile.Notebook) { nb.Cells[2].Outputs = []nbfile.Output{say("saved to /tmp/x.png")} }},
		{"measured time", func(nb *nbfile.Notebook) { nb.Cells[2].Outputs = []nbfile.Output{say("took 12 ms")} }},
		{"summary", func(nb *nbfile.Notebook) { nb.Cells[3].Source = "## Exercises\n" }},
		{"exercises with a check", func(nb *nbfile.Notebook) { nb.Cells = nb.Cells[:len(nb.Cells)-1] }},
		{"no answer yet", func(nb *nbfile.Notebook) { nb.Cells[5].Outputs = []nbfile.Output{say("✓ Right.")} }},
		{"without a checkout", func(nb *nbfile.Notebook) { nb.Cells[2].Source = "os.ReadFile(\"../docs/a.md\")" }},
		{"does not exist", func(nb *nbfile.Notebook) { nb.Cells[3].Source += "\n[gone](99-gone.ipynb)\n" }},
	} {
		nb := good()
		c.change(nb)
		data, err := nb.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		faults := strings.Join(lessonFaults("01-lesson.ipynb", data, func(n string) bool { return n == "02-next.ipynb" }), "\n")
		if (c.want == "") != (faults == "") || !strings.Contains(faults, c.want) {
			t.Errorf("want a fault with %q, got %q", c.want, faults)
		}
	}
}
