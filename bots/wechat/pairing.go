package wechat

import (
	"fmt"
	"io"
	"sync"

	"github.com/mdp/qrterminal/v3"
)

// Pairing shows the operator the code that a phone has to scan. It is declared
// here for the terminal, the console page and whatever else can show a picture.
type Pairing interface {
	// Show replaces the code on show. Its text is the content of a QR code,
	// good for some minutes.
	Show(text string)
	// Clear takes the code away: it was scanned, or nobody will.
	Clear()
}

// Terminal shows codes in a terminal.
func Terminal(w io.Writer) Pairing { return &terminal{w: w} }

type terminal struct {
	mu sync.Mutex
	w  io.Writer
}

func (t *terminal) Show(text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	fmt.Fprintln(t.w, "WeChat: scan this code with the phone of the account that sits in the groups.")
	qrterminal.GenerateHalfBlock(text, qrterminal.L, t.w)
}

func (t *terminal) Clear() {}
