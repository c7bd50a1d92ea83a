package jupyter

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/go-zeromq/zmq4"
)

// ErrSignature is wrapped by the error about a message that the kernel of this
// connection did not sign.
var ErrSignature = errors.New("a message with a wrong signature")

// A Header identifies a message.
type Header struct {
	ID       string `json:"msg_id"`
	Session  string `json:"session"`
	Username string `json:"username"`
	Date     string `json:"date"`
	Type     string `json:"msg_type"`
	Version  string `json:"version"`
}

// A Message is one message of the protocol. Parent is the header of the request
// that caused it.
type Message struct {
	Header  Header
	Parent  Header
	Content json.RawMessage
}

const protocolVersion = "5.3"

var delimiter = []byte("<IDS|MSG>")

// A signer turns messages into frames and back. Its value is the key.
type signer []byte

func (s signer) sum(frames [][]byte) []byte {
	mac := hmac.New(sha256.New, s)
	for _, f := range frames {
		mac.Write(f)
	}
	return mac.Sum(nil)
}

// encode returns the frames: route, delimiter, signature, header, parent header,
// metadata, content.
func (s signer) encode(m Message, route ...[]byte) (zmq4.Msg, error) {
	header, err := json.Marshal(m.Header)
	if err != nil {
		return zmq4.Msg{}, fmt.Errorf("encode a message: %w", err)
	}
	parent := []byte("{}")
	if m.Parent != (Header{}) {
		if parent, err = json.Marshal(m.Parent); err != nil {
			return zmq4.Msg{}, fmt.Errorf("encode a message: %w", err)
		}
	}
	signed := [][]byte{header, parent, []byte("{}"), m.Content}
	frames := append([][]byte{}, route...)
	frames = append(frames, delimiter, hex.AppendEncode(nil, s.sum(signed)))
	return zmq4.NewMsgFrom(append(frames, signed...)...), nil
}

// decode verifies and reads a message, and returns the frames before it.
func (s signer) decode(msg zmq4.Msg) (m Message, route [][]byte, err error) {
	frames := msg.Frames
	at := 0
	for at < len(frames) && !bytes.Equal(frames[at], delimiter) {
		at++
	}
	if len(frames) < at+6 {
		return m, nil, fmt.Errorf("a message of %d frames, %d before its delimiter, is none of Jupyter's", len(frames), at)
	}
	route, frames = frames[:at], frames[at+1:]
	sum := make([]byte, hex.DecodedLen(len(frames[0])))
	if _, err := hex.Decode(sum, frames[0]); err != nil || !hmac.Equal(sum, s.sum(frames[1:5])) {
		return m, nil, ErrSignature
	}
	if err := json.Unmarshal(frames[1], &m.Header); err != nil {
		return m, nil, fmt.Errorf("the header of a message: %w", err)
	}
	if err := json.Unmarshal(frames[2], &m.Parent); err != nil {
		return m, nil, fmt.Errorf("the parent header of a message: %w", err)
	}
	m.Content = json.RawMessage(frames[4])
	return m, route, nil
}

// newMessage returns a request with a fresh id.
func newMessage(session, kind string, content any) (Message, error) {
	data, err := json.Marshal(content)
	if err != nil {
		return Message{}, fmt.Errorf("encode a %s: %w", kind, err)
	}
	return Message{
		Header: Header{
			ID: newKey(), Session: session, Username: "gradstep", Type: kind,
			Version: protocolVersion, Date: time.Now().UTC().Format(time.RFC3339Nano),
		},
		Content: data,
	}, nil
}

// newKey returns 128 random bits in hexadecimal digits.
func newKey() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
