package nbfile

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Compare says where the outputs that a cell has now differ from those that the
// file has: one text for each difference, ready to be shown.
//
// Texts must be the same; figures must look the same, see [Tolerance.Figure]. What
// a program writes to stdout, to stderr and what it displays come to the kernel
// on three ways, and reach it in no fixed order: each of the three is compared
// by itself.
func (t Tolerance) Compare(file, now []Output) []string {
	var list []string
	for _, stream := range []string{"stdout", "stderr"} {
		if d := Diff(StreamText(file, stream), StreamText(now, stream)); d != "" {
			list = append(list, fmt.Sprintf("%s differs (- in the file, + now):\n%s", stream, d))
		}
	}
	was, is := displays(file), displays(now)
	for i := range min(len(was), len(is)) {
		for _, d := range t.display(was[i], is[i]) {
			list = append(list, fmt.Sprintf("display %d: %s", i+1, d))
		}
	}
	for i := len(is); i < len(was); i++ {
		list = append(list, fmt.Sprintf("display %d of the file is missing now: %s", i+1, describe(was[i])))
	}
	for i := len(was); i < len(is); i++ {
		list = append(list, fmt.Sprintf("display %d is missing in the file: %s", i+1, describe(is[i])))
	}
	return list
}

// StreamText returns all that the outputs have of a stream.
func StreamText(outputs []Output, name string) string {
	var b strings.Builder
	for _, o := range outputs {
		if o.Kind == Stream && o.Name == name {
			b.WriteString(o.Text)
		}
	}
	return b.String()
}

func displays(outputs []Output) []Output {
	return slices.DeleteFunc(slices.Clone(outputs), func(o Output) bool { return o.Kind == Stream })
}

func describe(o Output) string {
	if o.Kind == Failure {
		return fmt.Sprintf("error %s: %s", o.ErrName, o.ErrValue)
	}
	return o.Kind + " with " + strings.Join(slices.Sorted(maps.Keys(o.Data)), ", ")
}

func (t Tolerance) display(file, now Output) []string {
	if file.Kind != now.Kind {
		return []string{fmt.Sprintf("the file has %s, now it is %s", describe(file), describe(now))}
	}
	if file.Kind == Failure {
		var list []string
		for _, p := range [][2]string{
			{file.ErrName + ": " + file.ErrValue, now.ErrName + ": " + now.ErrValue},
			{strings.Join(file.Traceback, "\n"), strings.Join(now.Traceback, "\n")},
		} {
			if d := Diff(p[0], p[1]); d != "" {
				list = append(list, "the error differs (- in the file, + now):\n"+d)
			}
		}
		return list
	}
	var list []string
	types := slices.Concat(slices.Collect(maps.Keys(file.Data)), slices.Collect(maps.Keys(now.Data)))
	slices.Sort(types)
	for _, mime := range slices.Compact(types) {
		a, inFile := file.Data[mime]
		b, isNow := now.Data[mime]
		switch {
		case !inFile:
			list = append(list, mime+" is missing in the file")
		case !isNow:
			list = append(list, mime+" of the file is missing now")
		default:
			list = append(list, t.data(mime, a, b)...)
		}
	}
	if d := Diff(jsonText(orEmpty(file.Metadata)), jsonText(orEmpty(now.Metadata))); d != "" {
		list = append(list, "the metadata differs (- in the file, + now):\n"+d)
	}
	return list
}

func (t Tolerance) data(mime string, file, now any) []string {
	a, ok := file.(string)
	b, ok2 := now.(string)
	switch {
	case !ok || !ok2:
		if d := Diff(jsonText(file), jsonText(now)); d != "" {
			return []string{mime + " differs (- in the file, + now):\n" + d}
		}
		return nil
	case strings.HasPrefix(mime, "image/"):
		was, is := []byte(a), []byte(b)
		if mime != svgType {
			was, is = decodeBase64(a), decodeBase64(b)
		}
		if err := t.Figure(mime, was, is); err != nil {
			return []string{fmt.Sprintf("the figure (%s) differs: %v", mime, err)}
		}
		return nil
	}
	return t.text(mime, a, b)
}

// dataURI matches a figure inside a text: type, parameters, data.
var dataURI = regexp.MustCompile(`data:(image/[a-z+.-]+)((?:;[A-Za-z0-9=-]+)*),([^"'\s)<>]*)`)

// text compares texts in which figures may be embedded.
func (t Tolerance) text(mime, file, now string) []string {
	was, is := dataURI.FindAllStringSubmatch(file, -1), dataURI.FindAllStringSubmatch(now, -1)
	var list []string
	mark := func(s string) string { return dataURI.ReplaceAllString(s, "[figure, $1$2]") }
	if d := Diff(mark(file), mark(now)); d != "" {
		list = append(list, mime+" differs (- in the file, + now):\n"+d)
	}
	for i := range min(len(was), len(is)) {
		if err := t.Figure(was[i][1], uriData(was[i]), uriData(is[i])); err != nil {
			list = append(list, fmt.Sprintf("figure %d of its %s differs: %v", i+1, mime, err))
		}
	}
	return list
}

func uriData(match []string) []byte {
	if strings.Contains(match[2], ";base64") {
		return decodeBase64(match[3])
	}
	if s, err := url.PathUnescape(match[3]); err == nil {
		return []byte(s)
	}
	return []byte(match[3])
}

// decodeBase64 returns what cannot be decoded as it is: it is compared then
// byte for byte.
func decodeBase64(s string) []byte {
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		return []byte(s)
	}
	return data
}

func jsonText(v any) string {
	data, err := encode(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(data)
}
