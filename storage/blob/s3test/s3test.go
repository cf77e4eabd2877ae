// Package s3test gives tests a real S3 server.
//
// It starts versitygw (github.com/versity/versitygw), which keeps objects in a
// temporary folder, on a port of its own. Each test gets a bucket of its own. A
// test package that uses it ends the server in TestMain:
//
//	func TestMain(m *testing.M) { s3test.Main(m) }
package s3test

import (
	"fmt"
	"net/url"
	"os"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"snapgrid/storage/blob"
)

// Credentials are what the server accepts.
var Credentials = blob.Credentials{AccessKeyID: "snapgrid-test", SecretAccessKey: "not a secret"}

// Main runs the tests of a package, stops the server if one was started, and ends
// the process.
func Main(m *testing.M) {
	code := m.Run()
	Stop()
	os.Exit(code)
}

// Bucket makes a bucket and returns its address, as in the configuration. Without
// versitygw the test fails and says what to install.
func Bucket(tb testing.TB) string {
	tb.Helper()
	return shared.start(tb).bucket(tb)
}

// Own is a server for one test, which may take it away and bring it back.
type Own struct {
	testing.TB
	Address string // of a bucket
	server  *server
}

// NewOwn starts a server. It ends with the test.
func NewOwn(tb testing.TB) *Own {
	tb.Helper()
	g := &gateway{}
	tb.Cleanup(g.stop)
	s := g.start(tb)
	return &Own{TB: tb, Address: s.bucket(tb), server: s}
}

// Halt ends the server at once.
func (o *Own) Halt() { o.server.halt() }

// Resume starts the server again, with what it held, and waits until it answers.
func (o *Own) Resume() {
	o.Helper()
	if err := o.server.start(); err != nil {
		o.Fatal(err)
	}
}

// bucket makes a bucket and returns its address.
func (s *server) bucket(tb testing.TB) string {
	tb.Helper()
	name := fmt.Sprintf("photos-%d", buckets.Add(1))
	client, err := minio.New(s.host, &minio.Options{
		Creds: credentials.NewStaticV4(Credentials.AccessKeyID, Credentials.SecretAccessKey, ""), Region: region,
	})
	if err == nil {
		err = client.MakeBucket(tb.Context(), name, minio.MakeBucketOptions{Region: region})
	}
	if err != nil {
		tb.Fatal(err)
	}
	return Address(name, "http://"+s.host)
}

// Address is that of a bucket at an endpoint.
func Address(bucket, endpoint string) string {
	return "s3://" + bucket + "?region=" + region + "&endpoint=" + url.QueryEscape(endpoint) + "&use_path_style=true"
}

const region = "us-east-1"

// Stop ends the server, if one was started. For a TestMain of one's own.
func Stop() { shared.stop() }

var (
	shared  gateway
	buckets atomic.Int64
)

// gateway is the one server of a test binary.
type gateway struct {
	once   sync.Once
	server *server
	err    error
}

func (g *gateway) start(tb testing.TB) *server {
	tb.Helper()
	g.once.Do(func() { g.server, g.err = startServer() })
	if g.err != nil {
		tb.Fatalf("these tests need versitygw: go install github.com/versity/versitygw/cmd/versitygw@v1.8.0 (.ci/setup does): %v", g.err)
	}
	return g.server
}

func (g *gateway) stop() {
	if g.server != nil {
		g.server.stop()
	}
}
