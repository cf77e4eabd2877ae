package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/configs"
	"snapgrid/storage/blob"
	"snapgrid/storage/blob/s3test"
)

// inBucket keeps the photos of a story in a bucket of a real S3 server.
func inBucket(s *scene) { s.keepIn(s3test.Bucket(s.T)) }

func (s *scene) keepIn(bucket string) {
	s.cfg.Photos = bucket
	s.cfg.S3 = configs.S3{AccessKeyID: s3test.Credentials.AccessKeyID, SecretAccessKey: s3test.Credentials.SecretAccessKey}
}

// A report and its repair, with all photos in S3.
func TestPhotosInBucket(t *testing.T) {
	story(t, func(s *scene) {
		report, _, card := s.reported(180)
		s.officer.SendPhoto(s.office, snapshot(181), "已修复", telegramtest.ReplyTo(card.ID))
		s.mended(report, isPhoto, telegramtest.Says("左：之前"))
		s.rest()
		got := s.ticket(1)
		if len(got.More.Photos) != 1 || len(got.More.ResolutionPhotos) != 1 {
			s.Fatalf("the ticket is %+v", got)
		}
		for _, url := range append(got.More.Photos, got.More.ResolutionPhotos...) {
			s.published(url)
		}
		if kept := s.kept(); kept["originals"] != 2 || kept["renditions"] != 5 {
			s.Errorf("the bucket holds %v, want two originals, two sizes of each and the pair", kept)
		}
	}, inBucket)
}

// kept counts what the photo store holds, by folder.
func (s *scene) kept() map[string]int {
	s.Helper()
	found := map[string]int{}
	s.sound(s.program.blobs.Walk(s.Context(), "", func(i blob.Info) error {
		folder, _, _ := strings.Cut(i.Name, "/")
		found[folder]++
		return nil
	}))
	return found
}

// The S3 server is in trouble while somebody reports: the ticket does not wait
// for it, and the photo comes in when the server is well again.
func TestBucketGoesAndComes(t *testing.T) {
	s := alone(t)
	inBucket(s)
	a, err := blob.ParseBucket(s.cfg.Photos)
	if err != nil {
		t.Fatal(err)
	}
	var broken atomic.Bool
	broken.Store(true)
	behind := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: a.Host})
		r.Out.Host = r.In.Host // it is part of what was signed
	}}
	line := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if broken.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		behind.ServeHTTP(w, r)
	}))
	t.Cleanup(line.Close)
	s.cfg.Photos = s3test.Address(a.Bucket, line.URL)
	s.start()
	report := s.report("一")
	s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
	for s.telegram.Calls("file") < 2 { // it is tried again
		time.Sleep(50 * time.Millisecond)
	}
	if urls := s.photoURLs(1); len(urls) > 0 {
		t.Fatalf("the server was well: %s", urls)
	}
	broken.Store(false)
	s.hear(s.office, "the card with the photo", isPhoto, telegramtest.Says("#1 "))
}

// TestCheckNamesBucketFaults tries the command on a bucket that can not be used.
func TestCheckNamesBucketFaults(t *testing.T) {
	t.Parallel()
	good := s3test.Bucket(t)
	for name, tt := range map[string]struct{ photos, secret, says string }{
		"good":         {good, s3test.Credentials.SecretAccessKey, "ok    photos: the bucket can be written to"},
		"wrong secret": {good, "wrong", "FAULT photos: keep a photo: the S3 server 127.0.0.1:"},
		"no bucket":    {strings.Replace(good, "photos-", "none-", 1), s3test.Credentials.SecretAccessKey, `has no bucket "none-`},
		"no server":    {s3test.Address("photos", "http://"+freePort(t)), s3test.Credentials.SecretAccessKey, "does not answer"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			code := run(t.Context(), []string{"check"}, world{in: strings.NewReader(""), out: &out, err: io.Discard, environ: []string{
				"SNAPGRID_DATABASE=sqlite:" + t.TempDir() + "/x.db", "SNAPGRID_PHOTOS=" + tt.photos,
				"AWS_ACCESS_KEY_ID=" + s3test.Credentials.AccessKeyID, "AWS_SECRET_ACCESS_KEY=" + tt.secret,
			}})
			if !strings.Contains(out.String(), tt.says) || (code == 0) != (name == "good") {
				t.Errorf("status %d:\n%s", code, out.String())
			}
		})
	}
}
