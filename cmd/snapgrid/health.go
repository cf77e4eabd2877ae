package main

import (
	"context"
	"crypto/tls"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"snapgrid/configs"
)

// healthTime is how long the pages may take to answer.
const healthTime = 5 * time.Second

// askHealth asks the program that runs here, with the same configuration, whether it
// lives: what a container or a supervisor calls, where there is no shell.
func askHealth(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	ready := flags.Bool("ready", false, "ask whether all parts work, not only whether the process lives")
	cfg, err := configured(w, flags, args)
	if err != nil {
		return err
	}
	path := "/healthz"
	if *ready {
		path = "/readyz"
	}
	return ask(ctx, w.out, healthURL(cfg)+path)
}

// healthURL is where this machine reaches the pages, whatever they listen on.
func healthURL(cfg configs.Config) string {
	host, port, err := net.SplitHostPort(cfg.Listen)
	if ip := net.ParseIP(host); err == nil && (host == "" || ip != nil && ip.IsUnspecified()) {
		host = "127.0.0.1"
	}
	scheme := "http"
	if cfg.TLS.Enabled() {
		scheme = "https"
	}
	return scheme + "://" + net.JoinHostPort(host, port)
}

// ask fetches a page of our own. The certificate is for the name that people type, so
// it can not fit the address asked here.
func ask(ctx context.Context, out io.Writer, url string) error {
	ctx, cancel := context.WithTimeout(ctx, healthTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Accept", "text/plain") // in words
	client := &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true, //nolint:gosec // only the state is asked, of this machine
	}}
	answer, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("nobody answers: %w", err)
	}
	defer answer.Body.Close()
	if _, err := io.Copy(out, io.LimitReader(answer.Body, 64<<10)); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", url, answer.Status)
	}
	return nil
}
