// Package page puts Go's own compiler into a web page, as a kernel of notebooks.
package page
