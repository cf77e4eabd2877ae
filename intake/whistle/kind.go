package whistle

import (
	"fmt"
	"time"

	"snapgrid/intake"
)

// Kind is a kind of whistle with its promises. A promise of 0 is none.
type Kind struct {
	Code       string        `yaml:"code"`
	Name       string        `yaml:"name"`
	NameEn     string        `yaml:"name_en"`
	Emergency  bool          `yaml:"emergency"`   // for tickets that are an emergency
	Sign       time.Duration `yaml:"sign"`        // natural time from the call
	Contact    time.Duration `yaml:"contact"`     // natural time from the call
	Arrive     time.Duration `yaml:"arrive"`      // natural time; where it is 0 the workdays count
	ArriveDays int           `yaml:"arrive_days"` // workdays
	DoneDays   int           `yaml:"done_days"`   // workdays from the call
}

// Config says which kinds of whistles there are; the first is the usual one.
type Config struct {
	Kinds []Kind `yaml:"kinds"`
}

// DefaultConfig has the two kinds of Nanjing's Gulou district (signed for within
// 1 h, contact within 24 h, there within 3 or 5 workdays), each to be done within
// 10 workdays as Yangzhou's Guangling district wants complex matters to be. The
// limits of the third kind, for emergencies, are our own: they follow the 2 h of
// the 12345 lines where life or property is in danger.
func DefaultConfig() Config {
	return Config{Kinds: []Kind{
		{Code: "progress", Name: "工作推进哨", NameEn: "progress whistle", Sign: time.Hour, Contact: 24 * time.Hour, ArriveDays: 3, DoneDays: 10},
		{Code: "hard", Name: "攻坚克难哨", NameEn: "hard-case whistle", Sign: time.Hour, Contact: 24 * time.Hour, ArriveDays: 5, DoneDays: 10},
		{
			Code: "emergency", Name: "应急处置哨", NameEn: "emergency whistle", Emergency: true,
			Sign: 10 * time.Minute, Contact: 30 * time.Minute, Arrive: 2 * time.Hour, DoneDays: 3,
		},
	}}
}

// Validate returns all faults, each beginning with its key.
func (c Config) Validate() error {
	if len(c.Kinds) == 0 {
		return fmt.Errorf("kinds: want at least one kind of whistle")
	}
	seen := map[string]bool{}
	for i, k := range c.Kinds {
		at := fmt.Sprintf("kinds[%d]", i)
		switch {
		case k.Code == "" || k.Name == "":
			return fmt.Errorf("%s: want a code and a name", at)
		case seen[k.Code]:
			return fmt.Errorf("%s.code: %q is the code of two kinds", at, k.Code)
		case k.Sign < 0 || k.Contact < 0 || k.Arrive < 0 || k.ArriveDays < 0 || k.DoneDays < 0:
			return fmt.Errorf("%s: want no limit below 0", at)
		}
		seen[k.Code] = true
	}
	return nil
}

// kind finds a kind by its code. One that is not configured any more has its
// code for a name, and promises nothing new.
func (c Config) kind(code string) Kind {
	for _, k := range c.Kinds {
		if k.Code == code {
			return k
		}
	}
	return Kind{Code: code, Name: code}
}

// usual is the kind of a whistle for which none was named.
func (c Config) usual(severity intake.Severity) Kind {
	for _, k := range c.Kinds {
		if k.Emergency == (severity == intake.Emergency) {
			return k
		}
	}
	return c.Kinds[0]
}

// Calendar counts workdays; sla.Hours is one.
type Calendar interface {
	// AddDays is the moment that many workdays after from.
	AddDays(from time.Time, workdays int) time.Time
}

// call starts the clocks of a part anew.
func (k Kind) call(p *intake.WhistlePart, now time.Time, days Calendar) {
	*p = intake.WhistlePart{
		Position: p.Position, Unit: p.Unit, Proofs: p.Proofs, Status: intake.PartCalled, CalledAt: now,
		SignBy: after(now, k.Sign), ContactBy: after(now, k.Contact), ArriveBy: after(now, k.Arrive),
	}
	if k.Arrive == 0 && k.ArriveDays > 0 {
		p.ArriveBy = days.AddDays(now, k.ArriveDays)
	}
	if k.DoneDays > 0 {
		p.DoneBy = days.AddDays(now, k.DoneDays)
	}
}

// after is no time for no promise.
func after(now time.Time, d time.Duration) time.Time {
	if d == 0 {
		return time.Time{}
	}
	return now.Add(d)
}
