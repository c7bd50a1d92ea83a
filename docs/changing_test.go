package docs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What the page adds as an example is added to a copy of the library, whose tests then
// pass: the page names every place that must change.
func TestAdditionsOfThePage(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles and tests three packages in a copy")
	}
	page, err := os.ReadFile("changing.md")
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	for _, name := range []string{"go.mod", "go.sum"} {
		data, err := os.ReadFile("../" + name)
		if err == nil {
			err = os.WriteFile(filepath.Join(root, name), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := os.CopyFS(filepath.Join(root, "pkg"), os.DirFS("../pkg")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"docs", "notebooks", "testdata", "README.md"} { // which tests read
		whole, err := filepath.Abs("../" + name)
		if err == nil {
			err = os.Symlink(whole, filepath.Join(root, name))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	packages := map[string]bool{}
	for _, m := range regexp.MustCompile("(?s)<!-- file (\\S+) -->\n```go\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		packages["./"+filepath.Dir(m[1])] = true
		if err := os.WriteFile(filepath.Join(root, m[1]), []byte(m[2]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range regexp.MustCompile("(?s)<!-- row (\\S+) below (.*?) -->\n```go\n(.*?)```").FindAllStringSubmatch(string(page), -1) {
		file := filepath.Join(root, m[1])
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		above, below, found := strings.Cut(string(data), m[2])
		rest, after, _ := strings.Cut(below, "\n")
		if !found {
			t.Fatalf("%s has no row that begins with %s", m[1], m[2])
		}
		if err := os.WriteFile(file, []byte(above+m[2]+rest+"\n"+m[3]+after), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if len(packages) != 3 {
		t.Fatalf("the page adds to %v, want a rule, a stencil and a surrogate", packages)
	}
	args := []string{"-vet=all"}
	for p := range packages {
		args = append(args, p)
	}
	// The studies list all stand-ins: their committed tables and pages stay as they are until they are made anew.
	studies := []string{"-run", "TestTablesInTheDocumentation|TestStudyIsWhatIsCommitted", "./pkg/recovery/trials", "./pkg/recovery/standins"}
	for _, args := range [][]string{args, studies} {
		cmd := exec.Command("go", append([]string{"test", "-short", "-trimpath"}, args...)...)
		cmd.Dir = root
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
	}
}

// Every file that the page names is there, but for those that it adds.
func TestFilesOfThePage(t *testing.T) {
	page, err := os.ReadFile("changing.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile("`((?:pkg|notebooks)/[a-z/]+[a-z]\\.go|[a-z]+(?:_test)?\\.(?:go|md))`").FindAllStringSubmatch(string(page), -1) {
		if strings.Contains(m[1], "NAME") {
			continue
		}
		found, err := filepath.Glob("../" + m[1])
		for _, folder := range []string{"../*/", "../pkg/*/", "../pkg/*/*/", ""} {
			if more, _ := filepath.Glob(folder + m[1]); len(more) > 0 {
				found = append(found, more...)
			}
		}
		if err != nil || len(found) == 0 {
			t.Errorf("the page names %s, which is nowhere", m[1])
		}
	}
}
