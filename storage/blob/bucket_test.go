package blob_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/blob"
	"snapgrid/storage/blob/blobtest"
	"snapgrid/storage/blob/s3test"
)

func TestMain(m *testing.M) { s3test.Main(m) }

func TestBucket(t *testing.T) {
	t.Parallel()
	blobtest.Exercise(t, func(t *testing.T) blob.Store { return bucket(t, s3test.Bucket(t), s3test.Credentials) })
}

func bucket(t *testing.T, address string, c blob.Credentials) blob.Store {
	t.Helper()
	s, err := blob.OpenStore(address, c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Every fault of a server is a reason to wait, says in its sentence what is wrong,
// and holds no secret.
func TestBucketFaults(t *testing.T) {
	t.Parallel()
	good := s3test.Bucket(t)
	wrong := s3test.Credentials
	wrong.SecretAccessKey = "another secret"
	stranger := blob.Credentials{AccessKeyID: "nobody", SecretAccessKey: "another secret"}
	tests := map[string]struct {
		address     string
		credentials blob.Credentials
		says        string
	}{
		"no bucket":          {strings.Replace(good, "photos-", "none-", 1), s3test.Credentials, `has no bucket "none-`},
		"wrong secret":       {good, wrong, "does not accept the access key"},
		"unknown key":        {good, stranger, "does not accept the access key"},
		"nobody is there":    {s3test.Address("photos", "http://"+deadHost(t)), s3test.Credentials, "does not answer"},
		"it is in trouble":   {s3test.Address("photos", troubled(t)), s3test.Credentials, "is in trouble (500"},
		"it is no S3 at all": {s3test.Address("photos", chatty(t)), s3test.Credentials, "refuses (404"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := bucket(t, tt.address, tt.credentials)
			err := s.Check(t.Context())
			if intake.CodeOf(err) != intake.CodeAgain || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("Check = %v", err)
			}
			if strings.Contains(err.Error(), tt.credentials.SecretAccessKey) {
				t.Errorf("the error holds the secret: %v", err)
			}
			_, _, err = s.Create(t.Context(), strings.NewReader("photo"), 10)
			if intake.CodeOf(err) != intake.CodeAgain || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("Create = %v", err)
			}
			if err := s.Walk(t.Context(), "", func(blob.Info) error { return nil }); intake.CodeOf(err) != intake.CodeAgain {
				t.Errorf("Walk = %v", err)
			}
			if _, err := s.Open(t.Context(), "renditions/a.jpg"); err == nil {
				t.Error("Open succeeded")
			}
		})
	}
}

// deadHost is an address at which nobody listens.
func deadHost(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func troubled(t *testing.T) string {
	t.Helper()
	return served(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
}

func chatty(t *testing.T) string {
	t.Helper()
	return served(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte("<html>hello</html>"))
	})
}

func served(t *testing.T, f http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	return server.URL
}

// A server that is too slow ends with the caller's patience.
func TestBucketSlow(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	url := served(t, func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	t.Cleanup(func() { close(release) })
	s := bucket(t, s3test.Address("photos", url), s3test.Credentials)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, _, err := s.Create(ctx, strings.NewReader("photo"), 10); intake.CodeOf(err) != intake.CodeAgain {
		t.Errorf("Create = %v", err)
	}
}

// proxied is a bucket behind a line that can break: f may change each request.
func proxied(t *testing.T, f func(r *http.Request)) (through, direct blob.Store) {
	t.Helper()
	address := s3test.Bucket(t)
	a, err := blob.ParseBucket(address)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: a.Host})
			r.Out.Host = r.In.Host // it is part of what was signed
			f(r.Out)
		},
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
		ErrorLog:     nil,
	}
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)
	return bucket(t, s3test.Address(a.Bucket, server.URL), s3test.Credentials), bucket(t, address, s3test.Credentials)
}

// Of an upload that breaks off nothing is there, nor of one whose bytes changed on
// the way; the next attempt is whole.
func TestBucketPartialUpload(t *testing.T) {
	t.Parallel()
	photo := bytes.Repeat([]byte("photo"), 100_000)
	for name, damage := range map[string]func(r *http.Request){
		"cut":     func(r *http.Request) { r.Body = io.NopCloser(io.LimitReader(r.Body, 100_000)) },
		"changed": func(r *http.Request) { r.Body = io.NopCloser(io.MultiReader(strings.NewReader("X"), skip(r.Body))) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var broken atomic.Bool
			broken.Store(true)
			through, direct := proxied(t, func(r *http.Request) {
				if broken.Load() && r.Method == http.MethodPut {
					damage(r)
				}
			})
			if _, _, err := through.Create(t.Context(), bytes.NewReader(photo), 1<<20); intake.CodeOf(err) != intake.CodeAgain {
				t.Fatalf("Create = %v", err)
			}
			blobtest.Empty(t, direct)
			broken.Store(false)
			if _, _, err := through.Create(t.Context(), bytes.NewReader(photo), 1<<20); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// skip leaves out the first byte.
func skip(r io.Reader) io.Reader {
	_, _ = io.CopyN(io.Discard, r, 1)
	return r
}

// A download that breaks off is an error, never a shorter photo.
func TestBucketPartialDownload(t *testing.T) {
	t.Parallel()
	server := served(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		w.Header().Set("ETag", `"x"`)
		w.Header().Set("Last-Modified", time.Unix(1e9, 0).UTC().Format(http.TimeFormat))
		_, _ = fmt.Fprint(w, "short")
	})
	s := bucket(t, s3test.Address("photos", server), s3test.Credentials)
	c, err := s.Open(t.Context(), "renditions/a.jpg")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if data, err := io.ReadAll(c); intake.CodeOf(err) != intake.CodeAgain {
		t.Fatalf("read %q, %v", data, err)
	}
}

func TestParseBucket(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]blob.BucketAddress{
		"s3://photos":                   {Bucket: "photos", Region: "us-east-1", Host: "s3.us-east-1.amazonaws.com", Secure: true},
		"s3://photos?region=cn-north-1": {Bucket: "photos", Region: "cn-north-1", Host: "s3.cn-north-1.amazonaws.com.cn", Secure: true},
		"s3://p?endpoint=http://10.0.0.7:9000&use_path_style=true&region=x": {Bucket: "p", Region: "x", Host: "10.0.0.7:9000", PathStyle: true},
	} {
		if got, err := blob.ParseBucket(address); err != nil || got != want {
			t.Errorf("%s: %+v, %v", address, got, err)
		}
	}
	for _, address := range []string{
		"s3:photos", "s3://", "s3://key:secret@photos", "s3://photos/below", "s3://photos?endpoint=minio:9000",
		"s3://photos?use_path_style=maybe", "s3://photos?path=1", "file:x", "s3://%zz",
	} {
		if _, err := blob.ParseBucket(address); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", address, err)
		}
	}
}
