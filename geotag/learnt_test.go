package geotag

import (
	"testing"
	"time"
)

func TestLearntConfirm(t *testing.T) {
	day := 24 * time.Hour
	start := time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC)
	here := Point{Lat: 34.1, Lon: 108.1}
	l := Learnt{Name: "印刷技校"}.Confirm(here, start)
	if _, used := l.Place(start); !used || l.Weight != 1 || l.Point != here {
		t.Fatalf("once: %+v", l)
	}
	l = l.Confirm(here.Move(100, 0), start)
	if d := l.DistanceTo(here); l.Weight != 2 || d < 49 || d > 51 {
		t.Errorf("twice: weight %v, %.0f m from the first", l.Weight, d)
	}
	l = l.Confirm(here.Move(2000, 0), start)
	if d := l.DistanceTo(here); l.Weight != 1 || d > 51 {
		t.Errorf("contradicted: weight %v, moved %.0f m", l.Weight, d)
	}
	l = l.Confirm(here.Move(2000, 0), start)
	if d := l.DistanceTo(here); l.Weight != 1 || d < 1990 || l.Count != 4 {
		t.Errorf("contradicted again: weight %v, %.0f m away, count %d", l.Weight, d, l.Count)
	}
	if _, used := l.Place(start.Add(366 * day)); used {
		t.Error("used a year after the only confirmation")
	}
	if back := l.Confirm(here, start.Add(400*day)); back.Point != here || back.Weight != 1 {
		t.Errorf("a faded spot stays: %+v", back)
	}
	for _, state := range []LearntState{LearntCorrected, LearntForgotten} {
		l.State = state
		if l.Confirm(here, start) != l {
			t.Errorf("%s: changed by use", state)
		}
		if _, used := l.Place(start.Add(4000 * day)); used != (state == LearntCorrected) {
			t.Errorf("%s: used %v", state, used)
		}
	}
}

func TestNameIn(t *testing.T) {
	for said, want := range map[string]string{
		"团结西路印刷技校门口井盖没了":    "印刷技校",
		"师傅们注意，老槐树菜场对面有个大坑": "老槐树菜场",
		"在红星理发店旁边":          "红星理发店",
		"书院路12号蓝天网吧楼下":      "蓝天网吧",
		"Ｋ歌之王ＫＴＶ门口":         "K歌之王KTV",
		"小区门口堆满垃圾":          "",
		"我家门口路灯坏了":          "",
		"老王家门口":             "",
		"书院路旁边":             "",
		"路灯坏了":              "",
		"":                  "",
		"张师傅对面":             "",
		"这是一个特别特别特别长的名字不会有人说的门口": "",
	} {
		if got := NameIn(said); got != want {
			t.Errorf("%s: %q, want %q", said, got, want)
		}
	}
}
