// Package proof attests that a rider stopped to report something: when, for how
// long, in which area, under which alias. Who is shown the code looks the rest up on
// the pages; the code is a signature of what stands there, so that neither of them
// can be changed without the other.
package proof

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"

	"snapgrid/intake"
)

// Store is what the office needs of the database.
type Store interface {
	PutProof(ctx context.Context, p intake.Proof) error
	Proof(ctx context.Context, code string) (intake.Proof, error)
	Secret(ctx context.Context, name string, offered []byte) ([]byte, error)
}

// Office writes proofs and checks them.
type Office struct{ store Store }

// New makes an office.
func New(store Store) *Office { return &Office{store} }

// Attest keeps a proof and returns its code. The same proof has the same code.
func (o *Office) Attest(ctx context.Context, p intake.Proof) (code string, err error) {
	key, err := o.key(ctx)
	if err != nil {
		return "", err
	}
	p.Code = sign(key, p)
	if err := o.store.PutProof(ctx, p); err != nil {
		return "", fmt.Errorf("keep a proof: %w", err)
	}
	return p.Code, nil
}

// Check returns what was attested under a code, however it was typed. A code that we
// never gave, or under which something else stands now, is [intake.CodeNotFound].
func (o *Office) Check(ctx context.Context, code string) (intake.Proof, error) {
	p, err := o.store.Proof(ctx, plain(code))
	if err != nil {
		return intake.Proof{}, err
	}
	key, err := o.key(ctx)
	if err != nil {
		return intake.Proof{}, err
	}
	if !hmac.Equal([]byte(sign(key, p)), []byte(p.Code)) {
		return intake.Proof{}, &intake.Error{Code: intake.CodeNotFound, Message: "a proof does not fit its code"}
	}
	return p, nil
}

// keyLength is that of the hash, in bytes: a longer key adds nothing.
const keyLength = sha256.Size

// key is what we sign with: made when it is first needed, and kept with the proofs.
func (o *Office) key(ctx context.Context) ([]byte, error) {
	offered := make([]byte, keyLength)
	_, _ = rand.Read(offered) // it never fails
	key, err := o.store.Secret(ctx, "proof", offered)
	if err != nil {
		return nil, fmt.Errorf("read the key of proofs: %w", err)
	}
	return key, nil
}

// codeBytes is how much of the signature is the code: 80 bits, sixteen letters that
// can be typed from paper, and far too many to be tried.
const codeBytes = 10

func sign(key []byte, p intake.Proof) string {
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "stop|%d|%d|%q|%d|%d", p.Ticket, p.Alias, p.Cell, p.Stopped.UnixMicro(), p.Done.UnixMicro())
	return base32.StdEncoding.EncodeToString(mac.Sum(nil)[:codeBytes])
}

// plain is a code without what people add when they type it.
func plain(code string) string {
	return strings.ToUpper(strings.NewReplacer("-", "", " ", "", "0", "O", "1", "I", "8", "B").Replace(code))
}

// Spaced is a code in groups of four, to be read and typed.
func Spaced(code string) string {
	var groups []string
	for len(code) > 4 {
		groups, code = append(groups, code[:4]), code[4:]
	}
	return strings.Join(append(groups, code), "-")
}
