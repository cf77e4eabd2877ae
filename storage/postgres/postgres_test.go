package postgres_test

import (
	"testing"

	"snapgrid/storage"
	"snapgrid/storage/postgres"
	"snapgrid/storage/storagetest"
	"snapgrid/storage/storagetest/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

func TestLaw(t *testing.T) {
	t.Parallel()
	storagetest.Exercise(t, func(t *testing.T) storage.Database {
		t.Helper()
		return open(t, pgtest.New(t))
	})
}

func open(t testing.TB, address string) *postgres.Store {
	t.Helper()
	s, err := postgres.Open(t.Context(), address, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
