package heic

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sync/semaphore"

	"snapgrid/intake"
)

// Command is the word on the command line by which the program is the helper.
const Command = "decode-heic"

// patience is how long one picture may take from start to end. It is more than
// [Time], which counts what the helper works and not what it waits.
const patience = 45 * time.Second

// narrowest is the least width, in pixels: below it, the decoder's library keeps
// rows of another length than the decoder thinks, and colours would be mixed up.
const narrowest = 128

// Helper decodes in a process of its own, one picture at a time. It is safe for
// concurrent use.
type Helper struct {
	turn    *semaphore.Weighted
	command func(context.Context) *exec.Cmd
}

// NewHelper makes a helper; nothing is started before there is a picture.
func NewHelper() *Helper { return &Helper{semaphore.NewWeighted(1), self} }

// Decode decodes a picture, turned and cropped as it says itself, that must have
// width × height pixels and not be narrower than 128. It waits for its turn. An error is an [intake.Error]
// with CodeInvalid if the picture is at fault; any other may pass.
func (h *Helper) Decode(ctx context.Context, data []byte, width, height int) (image.Image, error) {
	if width < narrowest {
		return nil, invalid(fmt.Errorf("%d pixels are too narrow", width))
	}
	if err := h.turn.Acquire(ctx, 1); err != nil {
		return nil, fmt.Errorf("wait to decode heic: %w", err)
	}
	defer h.turn.Release(1)
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()

	cmd, complaint := h.command(ctx), &clipped{}
	cmd.Stdin, cmd.Stderr, cmd.WaitDelay = bytes.NewReader(data), complaint, time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("decode heic: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the heic helper: %w", err)
	}
	img, readErr := receive(out, width, height)
	_ = out.Close() // a helper that still writes ends
	waitErr := cmd.Wait()
	switch {
	case readErr == nil:
		return img, nil
	case ctx.Err() != nil:
		return nil, fmt.Errorf("decode heic: %w", ctx.Err())
	}
	return nil, blame(readErr, waitErr, complaint.String())
}

// self is this very program, even if its file was replaced meanwhile.
func self(ctx context.Context) *exec.Cmd {
	path := "/proc/self/exe"
	if runtime.GOOS != "linux" {
		path, _ = os.Executable() // "" fails at the start
	}
	cmd := exec.CommandContext(ctx, path, Command)
	cmd.Env = []string{"GOMAXPROCS=1"}
	dieTogether(cmd)
	return cmd
}

// blame says what was wrong with a picture: what the helper complained of, how
// it ended, such as killed for its time, or what was wrong with its answer.
func blame(read, wait error, complaint string) error {
	why := read
	switch line, _, _ := strings.Cut(complaint, "\n"); {
	case line != "":
		why = errors.New(line)
	case wait != nil && (errors.Is(read, io.EOF) || errors.Is(read, io.ErrUnexpectedEOF)):
		why = wait
	}
	return invalid(fmt.Errorf("heic helper: %w", why))
}

func invalid(why error) error {
	return &intake.Error{Code: intake.CodeInvalid, Message: "cannot be decoded", Err: why}
}

// clipped keeps the first words of what is written to it.
type clipped struct{ bytes.Buffer }

func (c *clipped) Write(p []byte) (int, error) {
	const most = 1 << 10
	_, _ = c.Buffer.Write(p[:min(len(p), most-min(most, c.Len()))])
	return len(p), nil
}
