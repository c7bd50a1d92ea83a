package filter_test

import "github.com/gradstep/gradstep/pkg/internal/pagetest"

// page states what this package computes.
var page = pagetest.Open("../../docs/filters.md")
