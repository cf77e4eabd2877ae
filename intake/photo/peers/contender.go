package main

import (
	"bytes"
	"errors"
	"fmt"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/disintegration/imaging"
)

// contender makes thumbnails of 1280 and 320 pixels, NAME_1280.jpg and
// NAME_320.jpg, at quality 80, the small one from the large one where it can.
type contender struct {
	name  string
	steps func(dir string, files []string) [][]string
}

func contenders(program string) []contender {
	self, _ := os.Executable() // without it, its process fails to start and says so
	return []contender{
		{name: "snapgrid", steps: func(dir string, files []string) [][]string {
			return [][]string{append([]string{program, "thumbnail", "--sizes", "1280,320", "--out", dir}, files...)}
		}},
		{name: "vipsthumbnail", steps: func(dir string, files []string) [][]string {
			large := append([]string{"vipsthumbnail", "-s", "1280", "-o", dir + "/%s_1280.jpg[Q=80,strip]"}, files...)
			small := []string{"vipsthumbnail", "-s", "320", "-o", dir + "/%s_320.jpg[Q=80,strip]"}
			for _, file := range files {
				small = append(small, filepath.Join(dir, stem(file)+"_1280.jpg"))
			}
			return [][]string{large, small}
		}},
		{name: "GraphicsMagick", steps: func(dir string, files []string) [][]string {
			var all [][]string
			for _, file := range files {
				base := filepath.Join(dir, stem(file))
				all = append(all,
					[]string{"gm", "convert", file, "-auto-orient", "-resize", "1280x1280", "-quality", "80", "+profile", "*", base + "_1280.jpg"},
					[]string{"gm", "convert", base + "_1280.jpg", "-resize", "320x320", "-quality", "80", base + "_320.jpg"})
			}
			return all
		}},
		{name: "plain imaging", steps: func(dir string, files []string) [][]string {
			return [][]string{append([]string{self, plainCommand, dir}, files...)}
		}},
	}
}

func stem(file string) string { return strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)) }

// output is where a contender leaves a rendition. vipsthumbnail makes it of the
// large one, and names it after that.
func (c contender) output(dir, file string, size int) string {
	dir = filepath.Join(dir, c.name)
	name := fmt.Sprintf("%s_%d.jpg", stem(file), size)
	if c.name == "vipsthumbnail" && size == 320 {
		name = stem(file) + "_1280_320.jpg"
	}
	return filepath.Join(dir, name)
}

// cost is what work took.
type cost struct {
	user time.Duration
	wall time.Duration
	peak float64 // MB of resident memory, of the largest process
}

// run makes the thumbnails with one thread, or with several.
func (c contender) run(dir string, threads int, files ...string) (cost, error) {
	var sum cost
	dir = filepath.Join(dir, c.name)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return sum, err
	}
	for _, step := range c.steps(dir, files) {
		took, err := process(threads, step)
		if err != nil {
			return sum, err
		}
		sum.user, sum.wall, sum.peak = sum.user+took.user, sum.wall+took.wall, max(sum.peak, took.peak)
	}
	return sum, nil
}

// process runs one process and measures it. It is started by a copy of this program:
// a process counts the memory of the one that starts it as its own.
func process(threads int, argv []string) (cost, error) {
	self, err := os.Executable()
	if err != nil {
		return cost{}, err
	}
	var figures, said bytes.Buffer
	cmd := exec.Command(self, append([]string{startCommand}, argv...)...)
	cmd.Stdout, cmd.Stderr = &figures, &said
	cmd.Env = append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", threads), fmt.Sprintf("VIPS_CONCURRENCY=%d", threads),
		fmt.Sprintf("OMP_NUM_THREADS=%d", threads))
	if err := cmd.Run(); err != nil {
		return cost{}, fmt.Errorf("%s: %w: %s", strings.Join(argv[:2], " "), err, said.String())
	}
	var took cost
	_, err = fmt.Sscan(figures.String(), &took.user, &took.wall, &took.peak)
	return took, err
}

// startCommand makes this program start another one and print what it took.
const startCommand = "start"

func start(argv []string) error {
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Stderr = os.Stderr
	began := time.Now()
	if err := cmd.Run(); err != nil {
		return err
	}
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return errors.New("this system does not tell what a process took")
	}
	fmt.Println(int64(cmd.ProcessState.UserTime()), int64(time.Since(began)), float64(usage.Maxrss)/1024)
	return nil
}

// plainCommand makes this program one of the contenders: what everybody writes
// first, with imaging, both sizes from the whole photo.
const plainCommand = "plain"

func plainThumbnails(dir string, files []string) error {
	for _, file := range files {
		img, err := imaging.Open(file, imaging.AutoOrientation(true))
		if err != nil {
			return fmt.Errorf("open %s: %w", file, err)
		}
		for _, size := range []int{1280, 320} {
			out, err := os.Create(filepath.Join(dir, fmt.Sprintf("%s_%d.jpg", stem(file), size)))
			if err != nil {
				return err
			}
			err = jpeg.Encode(out, imaging.Fit(img, size, size, imaging.Lanczos), &jpeg.Options{Quality: 80})
			if err := errors.Join(err, out.Close()); err != nil {
				return fmt.Errorf("write thumbnail: %w", err)
			}
		}
	}
	return nil
}
