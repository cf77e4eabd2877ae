// Command snapgrid turns photos and words from group chats into tickets, and
// brings the answer back to the chat that they came from.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"syscall"

	"snapgrid/intake/photo/heic"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	code := run(ctx, os.Args[1:], world{in: os.Stdin, out: os.Stdout, err: os.Stderr, environ: os.Environ()})
	stop()
	os.Exit(code)
}

// world is what a command sees of the outside.
type world struct {
	in       io.Reader
	out, err io.Writer
	environ  []string
}

// command is one word of the command line.
type command struct {
	name    string
	args    string
	summary string
	run     func(ctx context.Context, w world, flags *flag.FlagSet, args []string) error
}

func commands() []command {
	return []command{
		{"serve", "[--config FILE] [--role web|worker|all]", "run everything: channels, jobs, pages, API", serve},
		{"demo", "[--stay]", "play a sample street's day against doubles of the chat services", demo},
		{"migrate", "[--config FILE]", "bring the database up to date", migrate},
		{"check", "[--config FILE]", "try the configuration, database, photo store and channels; change nothing", check},
		{"health", "[--config FILE] [--ready]", "ask the program that runs here whether it lives; for containers and supervisors", askHealth},
		{"import", "[--config FILE] cells|places|tickets FILE, or chat DIR", "add or change grid cells or named places; let a paper ledger or an exported chat become tickets", importFile},
		{"export", "[--config FILE] tickets [--format csv|xlsx|geojson] [--encoding utf-8|gb18030] [--from DAY] [--to DAY] [--cell CODE] [--status WORDS]", "write the ledger to standard output", export},
		{"replay", "[--config FILE] [--rules FILE] [--speed N] DIR|FILE.jsonl", "play a recorded group and show what would have been said; posts nothing, leaves nothing behind", replayGroup},
		{"backup", "[--config FILE] FILE", "keep database (SQLite) and photos in one archive; the program may go on running", backup},
		{"restore", "[--config FILE] FILE", "bring back what backup kept, into an empty place, and compare it", restore},
		{"inspect", "[--config FILE] photo FILE…|text|place [LAT,LON…] [--datum wgs84|gcj02|bd09]", "what the program makes of photos, lines or points", inspect},
		{"rules", "[--config FILE] test|learn FILE.tsv…", "try the rules of triage on lines whose answers are known, or learn from them", rules},
		{"places", "[--config FILE] list|export|correct NAME LAT,LON|forget NAME|test FILE.tsv|parts FILE.tsv", "the names that tickets taught; try how words are turned into places", places},
		{"sentences", "[--config FILE] export DIR|check [DIR]|show SENTENCE", "write out what is said in chats, to word it anew; try your own words", sentences},
		{"routes", "[--config FILE] test [--category CODE] [--cell CODE] [--severity WORD] [--at TIME]", "show which way a sample goes to its unit and officer", routes},
		{"thumbnail", "[--sizes 320,1280] --out DIR FILE…", "make upright renditions without metadata", thumbnail},
		{"staff", "[--config FILE] invite NAME|code NAME|remove NAME|list", "take people on the staff by a one-time code, take them off, or list them", staff},
		{"token", "[--config FILE] add NAME [--scope …] [--as OFFICER | --role …]|remove NUMBER|list", "let other programs use the API, by a key that is shown once", tokens},
		{"chat", "[--config FILE] code|report --for CHAT", "make a one-time code that binds the chat it is written in, or the link by which people report from a chat", chat},
		{"whistles", "[--config FILE] [--from DAY] [--to DAY]", "how often each grid needed a whistle: whistles and tickets, counted apart", whistles},
		{"stats", "[--config FILE] [--from DAY] [--to DAY] [--cell CODE] [--unit CODE] [--class CODE] [--json]", "what was reported and what became of it, with the base of every figure", figures},
		{"version", "", "print version, commit and Go version", version},
		{heic.Command, "", unlisted, decodeHEIC},
	}
}

// unlisted is the summary of a command that the program gives to itself.
const unlisted = ""

// errUsage marks wrong use of the command line: exit status 2.
var errUsage = errors.New("wrong use")

func usage(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errUsage, fmt.Sprintf(format, args...))
}

// run is the program. It answers the exit status: 0 ok, 1 it failed, 2 wrong use.
func run(ctx context.Context, args []string, w world) int {
	if len(args) == 0 || args[0] == "-h" || args[0] == "--help" || args[0] == "help" {
		help(w.out)
		if len(args) == 0 {
			return 2
		}
		return 0
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.execute(ctx, w, args[1:])
		}
	}
	fmt.Fprintf(w.err, "snapgrid: there is no command %q; `snapgrid -h` lists them\n", args[0])
	return 2
}

func (c command) execute(ctx context.Context, w world, args []string) int {
	flags := flag.NewFlagSet("snapgrid "+c.name, flag.ContinueOnError)
	flags.SetOutput(w.err)
	flags.Usage = func() {} // by us: who asks for help gets it on standard output
	err := c.run(ctx, w, flags, args)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		c.usage(w.out, flags)
		return 0
	case errors.Is(err, errFlags):
		c.usage(w.err, flags)
		return 2
	case errors.Is(err, errUsage):
		fmt.Fprintf(w.err, "snapgrid %s: %v\nusage: snapgrid %s %s\n", c.name, err, c.name, c.args)
		return 2
	}
	fmt.Fprintf(w.err, "snapgrid %s: %v\n", c.name, err)
	return 1
}

// usage says how a command is used.
func (c command) usage(out io.Writer, flags *flag.FlagSet) {
	fmt.Fprintf(out, "usage: snapgrid %s %s\n%s\n", c.name, c.args, c.summary)
	flags.SetOutput(out)
	flags.PrintDefaults()
}

// errFlags marks flags that the flag package has already complained of.
var errFlags = errors.New("wrong flags")

// parse reads the flags of a command.
func parse(flags *flag.FlagSet, args []string) error {
	err := flags.Parse(args)
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return err
	}
	return fmt.Errorf("%w: %w", errFlags, err)
}

// parseAll is parse for a command that takes nothing but flags.
func parseAll(flags *flag.FlagSet, args []string) error {
	words, err := parseWords(flags, args)
	if err == nil && len(words) > 0 {
		return usage("%q is one word too many", words[0])
	}
	return err
}

// parseWords reads flags before, between and after words, and returns the words.
// What follows a word and begins like a negative number is a word too, as points
// south of the equator are; after -- everything is.
func parseWords(flags *flag.FlagSet, args []string) ([]string, error) {
	var words []string
	for len(args) > 0 {
		if negative.MatchString(args[0]) && len(words) > 0 {
			words, args = append(words, args[0]), args[1:]
			continue
		}
		if err := parse(flags, args); err != nil {
			return words, err
		}
		read := len(args) - flags.NArg()
		if read > 0 && args[read-1] == "--" {
			return append(words, flags.Args()...), nil
		}
		if args = flags.Args(); len(args) > 0 {
			words, args = append(words, args[0]), args[1:]
		}
	}
	return words, nil
}

// negative is how a negative number begins; no flag does.
var negative = regexp.MustCompile(`^-\.?[0-9]`)

func help(out io.Writer) {
	fmt.Fprint(out, "snapgrid turns reports from group chats into tickets and answers where they came from.\n\n")
	for _, c := range commands() {
		if c.summary != unlisted {
			fmt.Fprintf(out, "  %-10s %s\n", c.name, c.summary)
		}
	}
	fmt.Fprint(out, "\nsnapgrid COMMAND -h tells more.\n")
}
