package jupyter

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"testing"

	"github.com/go-zeromq/zmq4"
	"github.com/google/go-cmp/cmp"
)

func sample() Message {
	return Message{
		Header:  Header{ID: "1", Session: "s", Username: "u", Date: "d", Type: "stream", Version: "5.3"},
		Parent:  Header{ID: "0", Type: "execute_request"},
		Content: json.RawMessage(`{"text":"é"}`),
	}
}

func TestWireRoundTrip(t *testing.T) {
	s := signer("key")
	for _, m := range []Message{sample(), {Header: sample().Header, Content: json.RawMessage("{}")}} {
		frames, err := s.encode(m, []byte("a"), []byte("route"))
		if err != nil {
			t.Fatal(err)
		}
		got, route, err := s.decode(frames)
		if err != nil || len(route) != 2 {
			t.Fatalf("route %q, %v", route, err)
		}
		if d := cmp.Diff(m, got); d != "" {
			t.Error(d)
		}
	}
}

// The signature of a message is the one that Python's hmac module computes.
func TestSignature(t *testing.T) {
	frames, err := signer("key").encode(Message{Content: json.RawMessage(`{"a":1}`)})
	if err != nil {
		t.Fatal(err)
	}
	frames.Frames[2] = []byte("{}") // the header
	const want = "5c59a161f31dbc453751f94cd7e9bdd78e1ed3419c132f75b8e0f3b0d1313693"
	if got := signer("key").sum(frames.Frames[2:]); hex.EncodeToString(got) != want {
		t.Errorf("got %s", hex.EncodeToString(got))
	}
}

func TestWireRejects(t *testing.T) {
	s := signer("key")
	good, err := s.encode(sample())
	if err != nil {
		t.Fatal(err)
	}
	frames := func(change func(f [][]byte) [][]byte) zmq4.Msg {
		copied := make([][]byte, len(good.Frames))
		for i, f := range good.Frames {
			copied[i] = append([]byte(nil), f...)
		}
		return zmq4.NewMsgFrom(change(copied)...)
	}
	for i := 1; i < 6; i++ { // signature, header, parent, metadata, content
		_, _, err := s.decode(frames(func(f [][]byte) [][]byte { f[i][0] ^= 1; return f }))
		if !errors.Is(err, ErrSignature) {
			t.Errorf("frame %d changed: %v", i, err)
		}
	}
	if _, _, err := signer("other").decode(good); !errors.Is(err, ErrSignature) {
		t.Errorf("another key: %v", err)
	}
	for name, change := range map[string]func(f [][]byte) [][]byte{
		"no frames":       func([][]byte) [][]byte { return nil },
		"no delimiter":    func(f [][]byte) [][]byte { return f[1:] },
		"no content":      func(f [][]byte) [][]byte { return f[:5] },
		"empty signature": func(f [][]byte) [][]byte { f[1] = nil; return f },
	} {
		if _, _, err := s.decode(frames(change)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	// Signed, and yet no message.
	signed := [][]byte{[]byte("[]"), []byte("{}"), []byte("{}"), []byte("{}")}
	bad := append([][]byte{delimiter, []byte(hex.EncodeToString(s.sum(signed)))}, signed...)
	if _, _, err := s.decode(zmq4.NewMsgFrom(bad...)); err == nil || errors.Is(err, ErrSignature) {
		t.Errorf("a header that is a list: %v", err)
	}
}
