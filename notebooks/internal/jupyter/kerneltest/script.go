package kerneltest

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"github.com/go-zeromq/zmq4"
)

// execute runs a cell of the fake kernel. Its lines are commands:
//
//	out TEXT, err TEXT          a line on a stream
//	raw TEXT                    on stdout, quoted as in Go
//	display ID TEXT             text/html with a display_id, "-" for none
//	update ID TEXT              update_display_data
//	mime TYPE TEXT              a display of another type
//	result TEXT                 execute_result
//	clear, clear wait           clear_output
//	fail NAME TEXT              the cell fails
//	file NAME TEXT              appends to a file in the current folder
//	env NAME                    prints a variable of the environment
//	sleep DURATION
//	spin                        until it is interrupted, which it ignores with
//	stubborn                    written before
//	ask TEXT                    input_request, then spin
//	pid                         prints the kernel's process id
//	child                       starts a program that outlives the cell, without
//	                            an environment, and prints its process id
//	escape                      the same, with its environment, in a session of
//	                            its own
//	late TEXT                   on stdout, after the cell's idle
//	forge TEXT                  on stdout, with a wrong signature
//	die                         the kernel ends
func (f *fake) execute(r request) {
	f.publish(r, "status", map[string]any{"execution_state": "busy"})
	f.count++
	f.publish(r, "execute_input", map[string]any{"code": r.code, "execution_count": f.count})
	select {
	case <-f.interrupted: // an old one
	default:
	}
	reply := map[string]any{"status": "ok", "execution_count": f.count}
	var late []string
	for line := range strings.SplitSeq(r.code, "\n") {
		command, rest, _ := strings.Cut(line, " ")
		if command == "late" {
			late = append(late, rest)
			continue
		}
		name, value := f.command(r, command, rest)
		if name != "" {
			reply = map[string]any{
				"status": "error", "execution_count": f.count,
				"ename": name, "evalue": value, "traceback": []string{value},
			}
			f.publish(r, "error", reply)
			break
		}
	}
	f.reply(f.shell, r, "execute_reply", reply)
	f.publish(r, "status", map[string]any{"execution_state": "idle"})
	for _, text := range late {
		f.stream(r, "stdout", text+"\n")
	}
}

// command executes one line; an error has a name.
func (f *fake) command(r request, command, rest string) (name, value string) {
	first, second, _ := strings.Cut(rest, " ")
	switch command {
	case "out":
		f.stream(r, "stdout", rest+"\n")
	case "err":
		f.stream(r, "stderr", rest+"\n")
	case "raw":
		text, err := strconv.Unquote(rest)
		if err != nil {
			return "script", err.Error()
		}
		f.stream(r, "stdout", text)
	case "display", "update":
		kind := map[string]string{"display": "display_data", "update": "update_display_data"}[command]
		f.display(r, kind, first, "text/html", second)
	case "mime":
		f.display(r, "display_data", "-", first, second)
	case "result":
		f.display(r, "execute_result", "-", "text/plain", rest)
	case "clear":
		f.publish(r, "clear_output", map[string]any{"wait": rest == "wait"})
	case "fail":
		return first, second
	case "file":
		file, err := os.OpenFile(first, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
		if err == nil {
			_, err = file.WriteString(second + "\n")
			file.Close()
		}
		if err != nil {
			return "script", err.Error()
		}
	case "env":
		f.stream(r, "stdout", rest+"="+os.Getenv(rest)+"\n")
	case "sleep":
		d, err := time.ParseDuration(rest)
		if err != nil {
			return "script", err.Error()
		}
		time.Sleep(d)
	case "spin":
		<-f.interrupted
		return "interrupted", "signal: interrupt"
	case "stubborn":
		select {}
	case "ask":
		f.reply(f.stdin, r, "input_request", map[string]any{"prompt": rest, "password": false})
		<-f.interrupted
		return "interrupted", "signal: interrupt"
	case "pid":
		f.stream(r, "stdout", strconv.Itoa(os.Getpid())+"\n")
	case "child", "escape":
		cmd := exec.Command("/bin/sleep", "1000")
		if command == "escape" {
			leaveSession(cmd)
		} else {
			cmd.Env = []string{"PATH=/bin"}
		}
		if err := cmd.Start(); err != nil {
			return "script", err.Error()
		}
		f.stream(r, "stdout", strconv.Itoa(cmd.Process.Pid)+"\n")
	case "forge":
		frames := f.frames([]byte("stream"), r, "stream", map[string]any{"name": "stdout", "text": rest})
		frames[2] = []byte(strings.Repeat("0", 64))
		_ = f.iopub.SendMulti(zmq4.NewMsgFrom(frames...))
	case "die":
		os.Stderr.WriteString("the last words of the fake kernel\n")
		os.Exit(3)
	case "", "//":
	default:
		return "script", "unknown command " + command
	}
	return "", ""
}

func (f *fake) stream(r request, name, text string) {
	f.publish(r, "stream", map[string]any{"name": name, "text": text})
}

func (f *fake) display(r request, kind, id, mime, text string) {
	transient := map[string]any{}
	if id != "-" {
		transient["display_id"] = id
	}
	f.publish(r, kind, map[string]any{
		"data": map[string]any{mime: text}, "metadata": map[string]any{}, "transient": transient,
		"execution_count": f.count,
	})
}
