package main

import (
	"testing"

	"snapgrid/storage/storagetest/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }
