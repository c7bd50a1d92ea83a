package lesson

import "fmt"

// Claim asserts a statement that the text of a lesson makes: it prints the
// statement with a tick when it holds, and panics with it when it does not, so
// that the lesson cannot be executed with a sentence that is false.
func Claim(holds bool, format string, args ...any) {
	statement := fmt.Sprintf(format, args...)
	if !holds {
		panic("the lesson claims what does not hold: " + statement)
	}
	fmt.Println("✓", statement)
}
