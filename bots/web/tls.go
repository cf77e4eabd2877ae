package web

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"

	"github.com/rs/zerolog"
)

// TLS names the files of the certificate that the pages are served under. With
// none of them they are served in the clear, for a proxy in front to protect.
type TLS struct {
	Cert string `yaml:"cert"` // PEM, the certificate first and then those that vouch for it
	Key  string `yaml:"key"`  // PEM
}

// Enabled reports whether there is a certificate.
func (t TLS) Enabled() bool { return t.Cert != "" }

// Validate reads both files.
func (t TLS) Validate() error {
	switch {
	case t.Cert == "" && t.Key == "":
		return nil
	case t.Cert == "":
		return errors.New("cert: want the file of the certificate, since key is set")
	case t.Key == "":
		return errors.New("key: want the file of the private key, since cert is set")
	}
	if _, err := tls.LoadX509KeyPair(t.Cert, t.Key); err != nil {
		return fmt.Errorf("cert: %w", err)
	}
	return nil
}

// certificatePause is how long the files are not looked at again.
const certificatePause = 10 * time.Second

// certificate is the pair of files as they were last readable: who renews it only
// has to put the new files in place.
type certificate struct {
	files TLS
	now   func() time.Time

	mu      sync.Mutex
	current *tls.Certificate
	read    [2]fs.FileInfo // the files of current
	looked  time.Time
}

// openCertificate reads the files for the first time.
func openCertificate(files TLS, now func() time.Time) (*certificate, error) {
	c := &certificate{files: files, now: now, looked: now()}
	return c, c.load()
}

func (c *certificate) load() error {
	cert, certErr := os.Stat(c.files.Cert)
	key, keyErr := os.Stat(c.files.Key)
	if err := errors.Join(certErr, keyErr); err != nil {
		return fmt.Errorf("read the certificate: %w", err)
	}
	if c.current != nil && same(c.read[0], cert) && same(c.read[1], key) {
		return nil
	}
	pair, err := tls.LoadX509KeyPair(c.files.Cert, c.files.Key)
	if err != nil {
		return fmt.Errorf("read the certificate: %w", err)
	}
	c.current, c.read = &pair, [2]fs.FileInfo{cert, key}
	return nil
}

func same(a, b fs.FileInfo) bool {
	return os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size()
}

// get hands out the certificate, anew when the files changed. While they can not be
// read, such as between the renewals of the two, the last good pair goes on.
func (c *certificate) get(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.now(); now.Sub(c.looked) >= certificatePause {
		c.looked = now
		if err := c.load(); err != nil {
			zerolog.Ctx(hello.Context()).Error().Err(err).Msg("the certificate could not be renewed; the old one goes on")
		}
	}
	return c.current, nil
}

// config is how browsers are spoken to.
func (c *certificate) config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.get}
}
