package main

import (
	"os"
	"testing"

	"snapgrid/storage/storagetest/pgtest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	pgtest.Stop()
	binary.remove()
	os.Exit(code)
}
