package lab

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// Only the server that knows the token counts as the one that was started.
func TestAsk(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/api/status" || r.Header.Get("Authorization") != "token right" {
			w.WriteHeader(http.StatusForbidden)
		}
	}))
	defer srv.Close()
	for _, test := range []struct {
		info
		want bool
	}{
		{info{srv.URL + "/", "right"}, true},
		{info{srv.URL + "/", "wrong"}, false},
		{info{srv.URL + "/", ""}, true},
		{info{"http://127.0.0.1:1/", "right"}, false},
	} {
		if got := ask(t.Context(), test.info); got != test.want {
			t.Errorf("%+v: %v", test.info, got)
		}
	}
}
