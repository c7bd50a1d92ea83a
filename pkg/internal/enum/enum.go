// Package enum has what all enumerations with names do.
package enum

import (
	"fmt"
	"reflect"
)

// Name returns names[v], and Type(17) for a value without a name.
func Name[T ~int](names []string, v T) string {
	if v < 0 || int(v) >= len(names) {
		return fmt.Sprintf("%s(%d)", reflect.TypeFor[T]().Name(), int(v))
	}
	return names[v]
}

// Status says how something has ended, and in a sentence what to do then.
type Status [2]string

// StatusName is [Name] for a table of statuses.
func StatusName[T ~int](all []Status, v T) string {
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = s[0]
	}
	return Name(names, v)
}

// Advice returns the sentence of v.
func Advice[T ~int](all []Status, v T) string {
	if v < 0 || int(v) >= len(all) {
		return "An unknown status."
	}
	return all[v][1]
}
