package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/configs"
	"snapgrid/intake"
	"snapgrid/storage/storagetest/pgtest"
)

// eachDatabase runs a benchmark over an empty database of each kind.
func eachDatabase(b *testing.B, f func(b *testing.B, cfg configs.Config, double *telegramtest.Server)) {
	addresses := map[string]func(b *testing.B) string{
		"sqlite":   func(b *testing.B) string { return "sqlite:" + filepath.Join(b.TempDir(), "snapgrid.db") },
		"postgres": func(b *testing.B) string { return pgtest.New(b) },
	}
	for _, name := range []string{"sqlite", "postgres"} {
		b.Run(name, func(b *testing.B) {
			double, err := telegramtest.Start(telegramtest.Config{})
			if err != nil {
				b.Fatal(err)
			}
			defer double.Close()
			cfg := configs.Default()
			cfg.Listen, cfg.Database = "127.0.0.1:0", addresses[name](b)
			cfg.Photos = "file:" + filepath.Join(b.TempDir(), "photos")
			cfg.Telegram.Enabled, cfg.Telegram.Token, cfg.Telegram.APIURL = true, double.Token(), double.URL()
			f(b, cfg, double)
		})
	}
}

// BenchmarkReportToAck measures, on an idle machine, from a photo with words
// said in a Telegram group to the acknowledgement seen there.
func BenchmarkReportToAck(b *testing.B) {
	eachDatabase(b, func(b *testing.B, cfg configs.Config, double *telegramtest.Server) {
		ctx, stop := context.WithCancel(zerolog.Nop().WithContext(context.Background()))
		p, err := build(ctx, cfg, io.Discard)
		if err != nil {
			b.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- p.run(ctx) }()
		rider, picture := double.User("刘洋"), snapshot(1)
		var took []time.Duration
		for b.Loop() {
			group := double.Supergroup("流动网格员") // a new one, so that no pace applies
			group.Add()
			time.Sleep(50 * time.Millisecond)
			began := time.Now()
			report := rider.SendPhoto(group, picture, trouble)
			if _, err := group.WaitFor(b.Context(), telegramtest.RepliesTo(report)); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(began))
		}
		slices.Sort(took)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(milliseconds(took[len(took)/2]), "p50-ms")
		b.ReportMetric(milliseconds(took[len(took)*99/100]), "p99-ms")
		stop()
		if err := <-ended; err != nil {
			b.Error(err)
		}
		if err := p.close(); err != nil {
			b.Error(err)
		}
	})
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// running is the real program as a process.
type running struct {
	cmd *exec.Cmd
	url string
}

// launch starts the real program and waits until it is ready.
func launch(b *testing.B, cfg configs.Config) *running {
	b.Helper()
	binary.once.Do(func() { binary.err = binary.make() })
	if binary.err != nil {
		b.Fatal(binary.err)
	}
	r := &running{cmd: exec.Command(filepath.Join(binary.folder, "snapgrid"), "serve")}
	r.cmd.Dir = b.TempDir()
	r.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	r.cmd.Env = append(os.Environ(), "SNAPGRID_LISTEN="+cfg.Listen, "SNAPGRID_DATABASE="+cfg.Database,
		"SNAPGRID_PHOTOS="+cfg.Photos, "SNAPGRID_TELEGRAM_ENABLED=true", "SNAPGRID_TELEGRAM_TOKEN="+cfg.Telegram.Token,
		"SNAPGRID_TELEGRAM_API_URL="+cfg.Telegram.APIURL, "SNAPGRID_LOG_LEVEL=error")
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := r.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }() // ends with the process
	r.url = strings.TrimSpace(line[strings.Index(line, "http"):])
	for {
		if answer, err := http.Get(r.url + "/readyz"); err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return r
			}
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func (r *running) stop() {
	_ = r.cmd.Process.Signal(syscall.SIGTERM)
	_ = r.cmd.Wait()
}

// resident is the memory of the process, in megabytes of 2^20 bytes: now, and
// the most it ever was.
func (r *running) resident(b *testing.B) (now, most float64) {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", r.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		kilobytes, _ := strconv.ParseFloat(fields[1], 64)
		switch fields[0] {
		case "VmRSS:":
			now = kilobytes / 1024
		case "VmHWM:":
			most = kilobytes / 1024
		}
	}
	return now, most
}

// BenchmarkStartToReady measures from the start of the process, with an empty
// database and the sample district, to /readyz saying so.
func BenchmarkStartToReady(b *testing.B) {
	eachDatabase(b, func(b *testing.B, cfg configs.Config, _ *telegramtest.Server) {
		launch(b, cfg).stop() // the first start migrates; PostgreSQL's is a clone
		for b.Loop() {
			r := launch(b, cfg)
			b.StopTimer()
			r.stop()
			b.StartTimer()
		}
	})
}

// BenchmarkMemory measures the resident memory of the process after 1,000
// reports with photos, all acknowledged and developed.
func BenchmarkMemory(b *testing.B) {
	const reports = 1000
	eachDatabase(b, func(b *testing.B, cfg configs.Config, double *telegramtest.Server) {
		for b.Loop() {
			r := launch(b, cfg)
			rider, picture := double.User("刘洋"), snapshot(2)
			last := make([]*telegramtest.Chat, 0, reports)
			for range reports {
				group := double.Supergroup("流动网格员")
				group.Add()
				rider.SendPhoto(group, picture, trouble)
				last = append(last, group)
			}
			for _, group := range last {
				if _, err := group.WaitFor(b.Context(), telegramtest.Says("#")); err != nil {
					b.Fatal(err)
				}
			}
			now, most := r.resident(b)
			b.ReportMetric(now, "MB")
			b.ReportMetric(most, "peak-MB")
			r.stop()
		}
	})
}

// BenchmarkReceive measures messages kept in a second, with the jobs that they
// make necessary, where one batch of 100 updates is one transaction.
func BenchmarkReceive(b *testing.B) {
	for _, chats := range []int{1, 8, 64} {
		b.Run(fmt.Sprintf("chats=%d", chats), func(b *testing.B) {
			eachDatabase(b, func(b *testing.B, cfg configs.Config, _ *telegramtest.Server) {
				ctx := zerolog.Nop().WithContext(b.Context())
				p, err := build(ctx, cfg, io.Discard)
				if err != nil {
					b.Fatal(err)
				}
				const size = 100
				next := 0
				for b.Loop() {
					batch := make([]intake.Inbound, size)
					for i := range batch {
						next++
						batch[i].Said = &intake.Message{
							Chat: intake.ChatRef{Channel: "telegram", ID: strconv.Itoa(-100 - next%chats)}, ID: strconv.Itoa(next),
							ChatTitle: "流动网格员", Sender: intake.Sender{ID: strconv.Itoa(next % 500), Name: "刘洋"},
							SentAt: time.Now(), Text: "等会儿一起吃饭不，老地方见",
						}
					}
					if err := p.line.Receive(ctx, batch); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(size*b.N)/b.Elapsed().Seconds(), "messages/s")
				if err := p.close(); err != nil {
					b.Error(err)
				}
			})
		})
	}
}
