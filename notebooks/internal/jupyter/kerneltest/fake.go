package kerneltest

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"testing"

	"github.com/go-zeromq/zmq4"

	"github.com/gradstep/gradstep/notebooks/internal/jupyter"
)

const fakeFlag = "-gradstep-fake-kernel"

// Main runs the tests of a package that uses Fake: its TestMain must call it.
// The test program is the fake kernel, too.
func Main(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == fakeFlag {
		if err := serve(os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// Fake returns a kernel that compiles nothing: its cells are scripts, see the
// commands in script.go. It has its own implementation of the wire format.
func Fake(t testing.TB) jupyter.Spec {
	t.Helper()
	spec, err := FakeSpec()
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

// FakeSpec is Fake for an example, which has no testing.TB.
func FakeSpec() (jupyter.Spec, error) {
	self, err := os.Executable()
	return jupyter.Spec{Argv: []string{self, fakeFlag, jupyter.ConnectionFile}}, err
}

type fake struct {
	key                                   []byte
	shell, control, stdin, iopub, beating zmq4.Socket
	publishing                            sync.Mutex
	interrupted                           chan struct{}
	count                                 int
	messages                              int
}

// serve is a kernel until it is asked to shut down.
func serve(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var c map[string]any
	if err := json.Unmarshal(data, &c); err != nil {
		return err
	}
	ctx := context.Background()
	f := &fake{
		key:   []byte(c["key"].(string)),
		shell: zmq4.NewRouter(ctx), control: zmq4.NewRouter(ctx), stdin: zmq4.NewRouter(ctx),
		iopub: zmq4.NewPub(ctx), beating: zmq4.NewRep(ctx),
		interrupted: make(chan struct{}, 1),
	}
	for name, socket := range map[string]zmq4.Socket{
		"shell": f.shell, "control": f.control, "stdin": f.stdin, "iopub": f.iopub, "hb": f.beating,
	} {
		if err := socket.Listen(fmt.Sprintf("%s://%s-%.0f", c["transport"], c["ip"], c[name+"_port"])); err != nil {
			return err
		}
	}
	go func() {
		for {
			ping, err := f.beating.Recv()
			if err != nil || f.beating.Send(ping) != nil {
				return
			}
		}
	}()
	go f.loop(f.control)
	f.loop(f.shell)
	return nil
}

// loop answers the requests of a socket, one after the other.
func (f *fake) loop(socket zmq4.Socket) {
	for {
		frames, err := socket.Recv()
		if err != nil {
			return
		}
		r, err := f.read(frames)
		if err != nil {
			fmt.Fprintln(os.Stderr, "fake kernel:", err)
			os.Exit(7)
		}
		switch r.header["msg_type"] {
		case "kernel_info_request":
			f.publish(r, "status", map[string]any{"execution_state": "busy"})
			f.reply(socket, r, "kernel_info_reply", map[string]any{"status": "ok"})
			f.publish(r, "status", map[string]any{"execution_state": "idle"})
		case "execute_request":
			f.execute(r)
		case "interrupt_request":
			select {
			case f.interrupted <- struct{}{}:
			default:
			}
			f.reply(socket, r, "interrupt_reply", map[string]any{"status": "ok"})
		case "shutdown_request":
			f.reply(socket, r, "shutdown_reply", map[string]any{"status": "ok"})
			os.Exit(0)
		}
	}
}

type request struct {
	route  []byte
	header map[string]any
	code   string
}

func (f *fake) sum(parts [][]byte) string {
	mac := hmac.New(sha256.New, f.key)
	for _, p := range parts {
		mac.Write(p)
	}
	return hex.EncodeToString(mac.Sum(nil))
}

func (f *fake) read(m zmq4.Msg) (r request, err error) {
	if len(m.Frames) != 7 || string(m.Frames[1]) != "<IDS|MSG>" {
		return r, fmt.Errorf("a request of %d frames", len(m.Frames))
	}
	if string(m.Frames[2]) != f.sum(m.Frames[3:]) {
		return r, fmt.Errorf("a request with a wrong signature")
	}
	r.route = m.Frames[0]
	if err := json.Unmarshal(m.Frames[3], &r.header); err != nil {
		return r, err
	}
	var content struct{ Code string }
	err = json.Unmarshal(m.Frames[6], &content)
	r.code = content.Code
	return r, err
}

func (f *fake) frames(first []byte, r request, kind string, content any) [][]byte {
	f.messages++
	encode := func(v any) []byte {
		data, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		return data
	}
	header := map[string]any{"msg_id": fmt.Sprint(f.messages), "msg_type": kind, "version": "5.3"}
	parts := [][]byte{encode(header), encode(r.header), []byte("{}"), encode(content)}
	return append([][]byte{first, []byte("<IDS|MSG>"), []byte(f.sum(parts))}, parts...)
}

func (f *fake) publish(r request, kind string, content any) {
	f.publishing.Lock()
	defer f.publishing.Unlock()
	_ = f.iopub.SendMulti(zmq4.NewMsgFrom(f.frames([]byte(kind), r, kind, content)...))
}

func (f *fake) reply(socket zmq4.Socket, r request, kind string, content any) {
	f.publishing.Lock()
	defer f.publishing.Unlock()
	_ = socket.SendMulti(zmq4.NewMsgFrom(f.frames(r.route, r, kind, content)...))
}
