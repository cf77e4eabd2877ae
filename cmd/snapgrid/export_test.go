package main

import (
	"encoding/csv"
	"path/filepath"
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
)

// TestExportOfADay writes the ledger of a matter that went all the way, and names
// nobody who reported it.
func TestExportOfADay(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := newScene(t, "sqlite:"+filepath.Join(dir, "snapgrid.db"))
	stop := s.start()
	report, _, card := s.reported(190)
	s.officer.SendPhoto(s.office, snapshot(191), "换了灯泡，已修复", telegramtest.ReplyTo(card.ID))
	s.mended(report, isPhoto)
	second := s.wang.SendPhoto(s.riders, snapshot(192), "书院路99号井盖不见了")
	s.hear(s.riders, "the second acknowledgement", telegramtest.RepliesTo(second))
	s.rest()
	stop()
	environ := []string{"SNAPGRID_DATABASE=" + s.cfg.Database}
	rows := func(args ...string) [][]string {
		code, out := say(t, environ, append([]string{"export", "tickets"}, args...)...)
		if code != 0 {
			t.Fatalf("%v: %d\n%s", args, code, out)
		}
		if strings.Contains(out, "刘洋") || strings.Contains(out, "王敏") {
			t.Errorf("%v names a reporter:\n%s", args, out)
		}
		all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out, "\ufeff"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	all := rows()
	if len(all) != 3 || strings.Join(all[0][:4], ",") != "投诉人,投诉问题,处理意见及结果,经办人" {
		t.Fatalf("%q", all)
	}
	if first := all[1]; !strings.HasPrefix(first[0], "流动网格员") || !strings.Contains(first[2], "换了灯泡") || first[3] != "周斌" || first[4] != "1" {
		t.Errorf("%q", first)
	}
	for args, want := range map[string]int{
		"--status open": 1, "--status resolved,closed": 1, "--from 2020-01-01 --to 2020-12-31": 0, "--from 2020-01-01": 2, "--cell 990101": 2,
	} {
		if got := len(rows(strings.Fields(args)...)) - 1; got != want {
			t.Errorf("%s: %d tickets, want %d", args, got, want)
		}
	}
	for args, want := range map[string]int{
		"": 2, "cells": 2, "tickets --format pdf": 2, "tickets --status lost": 2, "tickets --from yesterday": 2, "tickets --cell nowhere": 1, "tickets --encoding latin1": 2,
	} {
		if code, out := say(t, environ, append([]string{"export"}, strings.Fields(args)...)...); code != want || strings.Contains(out, "goroutine") {
			t.Errorf("export %s: %d, want %d\n%s", args, code, want, out)
		}
	}
}
