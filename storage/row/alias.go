package row

import "snapgrid/intake"

// AliasColumns are the columns of [Alias].
const AliasColumns = `district, channel, sender, number, at`

// Alias scans [AliasColumns].
func Alias(r Scanner) (intake.Alias, error) {
	var a intake.Alias
	err := r.Scan(&a.District, &a.Channel, &a.Sender, &a.Number, Time(&a.At))
	return a, err
}
