package storagetest

import (
	"fmt"
	"sync"
	"time"

	"snapgrid/intake"
)

var aliasLaws = []law{
	{"a person keeps their number in a district, others get the next", func(b *bench) {
		give := func(district, sender string) intake.Alias {
			return must(b.GiveAlias(b.Context(), district, "telegram", sender, noon))(b)
		}
		first := give("990101", "liu")
		equal(b, first, intake.Alias{District: "990101", Channel: "telegram", Sender: "liu", Number: 1, At: kept(noon)})
		equal(b, give("990101", "wang").Number, int64(2))
		equal(b, give("990101", "liu"), first)
		equal(b, give("990102", "wang").Number, int64(1))
		equal(b, give("", "liu").Number, int64(1))
		same := must(b.GiveAlias(b.Context(), "990101", "wechat", "liu", noon))(b)
		equal(b, same.Number, int64(3))
	}},
	{"the aliases of a person, oldest first", func(b *bench) {
		equal(b, must(b.Aliases(b.Context(), "telegram", "liu"))(b), nil)
		old := must(b.GiveAlias(b.Context(), "990102", "telegram", "liu", noon))(b)
		later := must(b.GiveAlias(b.Context(), "990101", "telegram", "liu", noon.Add(time.Hour)))(b)
		must(b.GiveAlias(b.Context(), "990101", "telegram", "wang", noon))(b)
		equal(b, must(b.Aliases(b.Context(), "telegram", "liu"))(b), []intake.Alias{old, later})
	}},
	{"first reports at once get one number each", func(b *bench) {
		const people = 12
		var mu sync.Mutex
		numbers := map[int64]bool{}
		var wg sync.WaitGroup
		for i := range 2 * people {
			wg.Go(func() {
				a, err := b.GiveAlias(b.Context(), "990101", "telegram", fmt.Sprint(i%people), noon)
				if err != nil {
					b.Error(err)
				}
				mu.Lock()
				numbers[a.Number] = true
				mu.Unlock()
			})
		}
		wg.Wait()
		equal(b, len(numbers), people)
		equal(b, numbers[1] && numbers[people], true)
	}},
}
