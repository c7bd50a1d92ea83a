package runner

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// findFiles returns the notebooks that the arguments name, each once, or every
// lesson when there are none.
func findFiles(root string, args []string) ([]string, error) {
	if len(args) == 0 {
		files, err := Lessons(root)
		if err == nil && len(files) == 0 {
			err = fmt.Errorf("%s has no lesson, no file *.ipynb", filepath.Join(root, "notebooks"))
		}
		return files, err
	}
	var files []string
	for _, arg := range args {
		file, err := findFile(root, arg)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(files, file) {
			files = append(files, file)
		}
	}
	return files, nil
}

// Lessons returns the notebooks of the course, in order: the lessons, then what is in their
// appendix.
func Lessons(root string) ([]string, error) {
	var files []string
	for _, dir := range []string{filepath.Join(root, "notebooks"), filepath.Join(root, "notebooks", "appendix")} {
		entries, err := os.ReadDir(dir)
		if err != nil && (filepath.Base(dir) != "appendix" || !errors.Is(err, fs.ErrNotExist)) {
			return nil, fmt.Errorf("look for lessons: %w", err)
		}
		for _, e := range entries {
			if !e.IsDir() && filepath.Ext(e.Name()) == ".ipynb" {
				files = append(files, filepath.Join(dir, e.Name()))
			}
		}
	}
	return files, nil
}

// findFile looks for a notebook in the current folder, then in notebooks/.
func findFile(root, arg string) (string, error) {
	places := []string{arg}
	if !filepath.IsAbs(arg) {
		places = append(places, filepath.Join(root, "notebooks", arg))
	}
	for _, place := range places {
		info, err := os.Stat(place)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return "", err
		case !info.Mode().IsRegular():
			return "", fmt.Errorf("%s is not a file", place)
		case filepath.Ext(place) != ".ipynb":
			return "", fmt.Errorf("%s is not a notebook: its name does not end in .ipynb", place)
		}
		return filepath.Abs(place)
	}
	return "", fmt.Errorf("there is no file %s, neither in the current folder nor in %s", arg, filepath.Join(root, "notebooks"))
}
