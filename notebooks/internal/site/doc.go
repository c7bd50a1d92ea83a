// Package site makes a web site of the course: JupyterLite, with the lessons in it, the
// kernel of package page and the live figures of package live. Any server of files serves
// it; nothing in it asks another one.
//
//	site.go   Build: the steps in their order
//	lite.go   JupyterLite and its configuration
//	copy.go   what the site shows: lessons, documents, photographs
//	serve.go  Handler: a server of files, for a look at it
package site
