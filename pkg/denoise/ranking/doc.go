// Package ranking is the study of restoration on photographs: how near the λ of the noisy image alone comes to the
// best one, and which method is the better one.
//
//	photos     [Load] reads the photographs, parts of 256×256 in grey on which nothing was chosen; [Photo.Noisy] is
//	           the data that every method gets, [Hash] tells that it is the same
//	study      [Study] makes the tables; those of docs/restoration.md are made of them by page_test.go
package ranking
