package site

import (
	"net/http"
	"path"
)

// Handler serves a site. A browser must not guess types: WebAssembly compiles while it comes only
// under its own, and what is packed by Zstandard is unpacked by the page.
func Handler(dir string) http.Handler {
	files := http.FileServer(http.Dir(dir))
	types := map[string]string{".wasm": "application/wasm", ".js": "text/javascript", ".zst": "application/zstd", ".ipynb": "application/json"}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if t := types[path.Ext(r.URL.Path)]; t != "" {
			w.Header().Set("Content-Type", t)
		}
		w.Header().Set("Cache-Control", "no-cache") // is asked for again, and not sent again: a new version shows at once
		files.ServeHTTP(w, r)
	})
}
