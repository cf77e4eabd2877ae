package heic

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"snapgrid/intake"
)

// glutton is the word for a process that takes more than its share, with what it
// takes; and its exit statuses if no limit could be set, or none ended it.
const (
	glutton   = "take-all"
	limitless = 3
	unlimited = 4
)

// TestMain is the glutton if it is started as one.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == glutton {
		devour(os.Args[2])
	}
	code := m.Run()
	built.remove()
	os.Exit(code)
}

// built is the real helper, built once: with the race detector's slow code, each
// picture would take ten seconds.
var built helperBinary

type helperBinary struct {
	once sync.Once
	dir  string
	err  error
}

func (b *helperBinary) build() {
	if b.dir, b.err = os.MkdirTemp("", "heic"); b.err != nil {
		return
	}
	build := exec.Command("go", "build", "-o", filepath.Join(b.dir, "helper"), "./testdata/helper")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.err = fmt.Errorf("build the helper: %w: %s", err, out)
	}
}

func (b *helperBinary) remove() {
	if b.dir != "" {
		_ = os.RemoveAll(b.dir)
	}
}

// realHelper decodes as the program does.
func realHelper(tb testing.TB) *Helper {
	tb.Helper()
	built.once.Do(built.build)
	if built.err != nil {
		tb.Fatal(built.err)
	}
	return helperOf(func(ctx context.Context) *exec.Cmd {
		return exec.CommandContext(ctx, filepath.Join(built.dir, "helper"))
	})
}

func helperOf(command func(context.Context) *exec.Cmd) *Helper {
	h := NewHelper()
	h.command = command
	return h
}

// devour takes memory or time without end, but within narrow limits.
func devour(what string) {
	if err := limit(64<<20, 1); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(limitless)
	}
	var hoard [][]byte
	for {
		if what == "memory" {
			hoard = append(hoard, bytes.Repeat([]byte{1}, 1<<20))
		}
		if len(hoard) > 1<<9 {
			os.Exit(unlimited)
		}
	}
}

func read(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// The samples go from red above to blue below, have odd sides and ten bits, and
// are put together from tiles.
func TestDecode(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"odd420.heic", "odd444.heic"} {
		img, err := realHelper(t).Decode(context.Background(), read(t, name), 131, 97)
		if err != nil || img.Bounds() != image.Rect(0, 0, 131, 97) {
			t.Fatalf("%s: got %v", name, err)
		}
		for x := range 131 {
			above := color.NRGBAModel.Convert(img.At(x, 3)).(color.NRGBA)
			below := color.NRGBAModel.Convert(img.At(x, 93)).(color.NRGBA)
			if above.R < 200 || above.B > 90 || below.B < 200 || below.R > 90 {
				t.Fatalf("%s: column %d goes from %v to %v", name, x, above, below)
			}
		}
	}
}

// The sample is stored with red above, and says: a quarter to the left, then
// mirrored.
func TestDecodeTurns(t *testing.T) {
	t.Parallel()
	img, err := realHelper(t).Decode(context.Background(), read(t, "turned.heic"), 128, 160)
	if err != nil {
		t.Fatal(err)
	}
	left := color.NRGBAModel.Convert(img.At(3, 40)).(color.NRGBA)
	right := color.NRGBAModel.Convert(img.At(124, 40)).(color.NRGBA)
	if left.B < 200 || left.R > 90 || right.R < 200 || right.B > 90 {
		t.Errorf("it goes from %v to %v", left, right)
	}
}

// What is wrong with a picture is said so; the helper does not outlive it.
func TestDecodeRefuses(t *testing.T) {
	t.Parallel()
	whole := read(t, "odd422.heic")
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"cut short":  {whole[:len(whole)-99], "decode failed"},
		"other size": {whole, "want 132×97"},
	} {
		_, err := realHelper(t).Decode(context.Background(), tt.data, 132, 97)
		if intake.CodeOf(err) != intake.CodeInvalid || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", name, err, tt.want)
		}
	}
}

// The decoder mixes up the rows of narrow pictures.
func TestDecodeNarrow(t *testing.T) {
	t.Parallel()
	h := helperOf(func(context.Context) *exec.Cmd {
		t.Error("the helper was started")
		return exec.Command("false")
	})
	if _, err := h.Decode(context.Background(), nil, narrowest-1, 2000); intake.CodeOf(err) != intake.CodeInvalid {
		t.Errorf("got %v", err)
	}
}

// A helper may answer anything, or nothing.
func TestDecodeBadAnswers(t *testing.T) {
	t.Parallel()
	answer := func(l layout, w, h uint32, rest int) []byte {
		b := bytes.Buffer{}
		if err := binary.Write(&b, binary.LittleEndian, frame{l, w, h}); err != nil {
			t.Fatal(err)
		}
		return append(b.Bytes(), make([]byte, rest)...)
	}
	for name, tt := range map[string]struct {
		answer []byte
		ok     bool
	}{
		"good":             {answer(gray, 128, 2, 256), true},
		"more than wanted": {answer(gray, 128, 2, 1<<20), true},
		"cut short":        {answer(gray, 128, 2, 255), false},
		"too large":        {answer(gray, 1<<31, 1<<31, 0), false},
		"unknown layout":   {answer(99, 128, 2, 256), false},
		"nothing":          {nil, false},
	} {
		file := filepath.Join(t.TempDir(), "answer")
		if err := os.WriteFile(file, tt.answer, 0o600); err != nil {
			t.Fatal(err)
		}
		h := helperOf(func(ctx context.Context) *exec.Cmd { return exec.CommandContext(ctx, "cat", file) })
		img, err := h.Decode(context.Background(), []byte("x"), 128, 2)
		if tt.ok != (err == nil) || tt.ok != (img != nil) || err != nil && intake.CodeOf(err) != intake.CodeInvalid {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// Faults that are not the picture's do not condemn it.
func TestDecodeFaultsOfOurs(t *testing.T) {
	t.Parallel()
	missing := filepath.Join(t.TempDir(), "none")
	h := helperOf(func(ctx context.Context) *exec.Cmd { return exec.CommandContext(ctx, missing) })
	if _, err := h.Decode(context.Background(), nil, 128, 2); err == nil || intake.CodeOf(err) == intake.CodeInvalid {
		t.Errorf("no helper: got %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	h.command = func(ctx context.Context) *exec.Cmd {
		cancel()
		return exec.CommandContext(ctx, "sleep", "60")
	}
	if _, err := h.Decode(ctx, nil, 128, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("while decoding: got %v", err)
	}
	if _, err := h.Decode(ctx, nil, 128, 2); !errors.Is(err, context.Canceled) {
		t.Errorf("while waiting: got %v", err)
	}
}

// The limits end a process, whatever it does.
func TestLimits(t *testing.T) {
	t.Parallel()
	for _, what := range []string{"memory", "time"} {
		cmd := self(context.Background())
		cmd.Args = []string{cmd.Path, glutton, what}
		out, err := cmd.CombinedOutput()
		if status := cmd.ProcessState.ExitCode(); err == nil || status == unlimited || status == limitless {
			t.Errorf("%s: got %v: %.300s", what, err, out)
		}
	}
}

// Every layout arrives as it was sent, and no other kind of picture is sent.
func TestPixels(t *testing.T) {
	t.Parallel()
	for l := gray; l <= premultiplied; l++ {
		sent := blank(l, 5, 3)
		_, planes := take(sent)
		for n, p := range planes {
			for i := range p.pix {
				p.pix[i] = byte(7*i + 50*n)
			}
		}
		b := bytes.Buffer{}
		if err := send(&b, sent); err != nil {
			t.Fatal(err)
		}
		got, err := receive(&b, 5, 3)
		if err != nil {
			t.Fatalf("layout %d: %v", l, err)
		}
		for y := range 3 {
			for x := range 5 {
				if got.At(x, y) != sent.At(x, y) {
					t.Fatalf("layout %d: %v at %d,%d, want %v", l, got.At(x, y), x, y, sent.At(x, y))
				}
			}
		}
	}
	if err := send(&bytes.Buffer{}, image.NewCMYK(image.Rect(0, 0, 1, 1))); err == nil {
		t.Error("another kind was sent")
	}
}
