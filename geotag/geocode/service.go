package geocode

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"snapgrid/geotag"
)

// service is how one kind of service is asked and understood.
type service struct {
	url      string
	needsKey bool
	ask      func(c Config, address string) url.Values
	// read returns nil where the service knows no such address.
	read func(body []byte) (*geotag.Pin, error)
}

func services() map[string]service {
	return map[string]service{
		"nominatim": {"https://nominatim.openstreetmap.org/search", false, askNominatim, readNominatim},
		"amap":      {"https://restapi.amap.com/v3/geocode/geo", true, askAmap, readAmap},
		"tencent":   {"https://apis.map.qq.com/ws/geocoder/v1/", true, askTencent, readTencent},
		"tianditu":  {"https://api.tianditu.gov.cn/geocoder", true, askTianditu, readTianditu},
	}
}

// How far off, in metres, an answer may be, by what was found.
const (
	radiusHouse  = 60.0
	radiusStreet = 500.0
	radiusVague  = 2000.0
)

// pin makes an answer of a position in a datum.
func pin(lat, lon float64, d geotag.Datum, radius float64, address string) (*geotag.Pin, error) {
	p := geotag.Point{Lat: lat, Lon: lon}
	if !p.Valid() {
		return nil, errors.New("the answer has no position")
	}
	return &geotag.Pin{Point: d.ToWGS84(p), Radius: radius, Address: address}, nil
}

// askNominatim follows https://nominatim.org/release-docs/latest/api/Search/.
func askNominatim(c Config, address string) url.Values {
	return url.Values{"q": {strings.TrimSpace(address + " " + c.City)}, "format": {"jsonv2"}, "limit": {"1"}}
}

func readNominatim(body []byte) (*geotag.Pin, error) {
	var found []struct {
		Lat, Lon string
		Name     string `json:"display_name"`
		Type     string `json:"addresstype"`
	}
	if err := json.Unmarshal(body, &found); err != nil || len(found) == 0 {
		return nil, err
	}
	lat, errLat := strconv.ParseFloat(found[0].Lat, 64)
	lon, errLon := strconv.ParseFloat(found[0].Lon, 64)
	if err := errors.Join(errLat, errLon); err != nil {
		return nil, err
	}
	radius := radiusHouse
	switch found[0].Type {
	case "road", "neighbourhood", "quarter":
		radius = radiusStreet
	case "suburb", "city_district", "district", "village", "town", "city", "county", "state", "province":
		return nil, nil // the town alone says nothing new
	}
	name, _, _ := strings.Cut(found[0].Name, ",")
	return pin(lat, lon, geotag.WGS84, radius, name)
}

// askAmap follows https://lbs.amap.com/api/webservice/guide/api/georegeo.
func askAmap(c Config, address string) url.Values {
	return url.Values{"address": {address}, "city": {c.City}, "key": {c.Key}}
}

func readAmap(body []byte) (*geotag.Pin, error) {
	var answer struct {
		Status, Info string
		Geocodes     []struct {
			Address  json.RawMessage `json:"formatted_address"` // a list where there is none
			Location string
			Level    string
		}
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, err
	}
	if answer.Status != "1" {
		return nil, fmt.Errorf("the service refused: %s", short(answer.Info))
	}
	if len(answer.Geocodes) == 0 {
		return nil, nil
	}
	first := answer.Geocodes[0]
	lon, lat, _ := strings.Cut(first.Location, ",")
	p, err := geotag.ParsePoint(lat + "," + lon)
	if err != nil {
		return nil, err
	}
	radius, ok := levelRadius(first.Level)
	if !ok {
		return nil, nil
	}
	var address string
	if json.Unmarshal(first.Address, &address) != nil {
		address = "" // none
	}
	return pin(p.Lat, p.Lon, geotag.GCJ02Wide, radius, address)
}

// levelRadius says how exact Amap and Tianditu call an answer; ok is false where
// it is a mere town or county.
func levelRadius(level string) (radius float64, ok bool) {
	switch level {
	case "门牌号", "门址", "兴趣点", "POI", "单元号", "道路交叉路口", "公交站台、地铁站":
		return radiusHouse, true
	case "道路", "街道", "热点商圈", "村庄", "住宅区":
		return radiusStreet, true
	case "国家", "省", "市", "区县", "开发区", "乡镇":
		return 0, false
	}
	return radiusVague, true
}

// askTencent follows https://lbs.qq.com/service/webService/webServiceGuide/address/Geocoder.
func askTencent(c Config, address string) url.Values {
	return url.Values{"address": {address}, "region": {c.City}, "key": {c.Key}}
}

func readTencent(body []byte) (*geotag.Pin, error) {
	var answer struct {
		Status  int
		Message string
		Result  struct {
			Title    string
			Location struct{ Lat, Lng float64 }
			// Reliability is up to 10; below 7 the service itself advises against use.
			Reliability int
			Level       int
		}
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, err
	}
	const unknownAddress = 347
	switch r := answer.Result; {
	case answer.Status == unknownAddress, answer.Status == 0 && r.Reliability < 7:
		return nil, nil
	case answer.Status != 0:
		return nil, fmt.Errorf("the service refused: %d %s", answer.Status, short(answer.Message))
	case r.Level < 5: // a town or county
		return nil, nil
	case r.Level < 9:
		return pin(r.Location.Lat, r.Location.Lng, geotag.GCJ02, radiusStreet, r.Title)
	default:
		return pin(r.Location.Lat, r.Location.Lng, geotag.GCJ02, radiusHouse, r.Title)
	}
}

// askTianditu follows http://lbs.tianditu.gov.cn/server/geocodinginterface.html.
func askTianditu(c Config, address string) url.Values {
	word, err := json.Marshal(map[string]string{"keyWord": c.City + address})
	if err != nil {
		word = nil // a map of strings always has a form
	}
	return url.Values{"ds": {string(word)}, "tk": {c.Key}}
}

// readTianditu takes CGCS2000 for WGS-84: they differ by less than a metre.
func readTianditu(body []byte) (*geotag.Pin, error) {
	var answer struct {
		Status, Msg string
		Location    *struct {
			Lat, Lon json.Number
			Level    string
			KeyWord  string
		}
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return nil, err
	}
	switch {
	case answer.Status == "404", answer.Status == "0" && answer.Location == nil:
		return nil, nil
	case answer.Status != "0":
		return nil, fmt.Errorf("the service refused: %s", short(answer.Msg))
	}
	lat, errLat := answer.Location.Lat.Float64()
	lon, errLon := answer.Location.Lon.Float64()
	if err := errors.Join(errLat, errLon); err != nil {
		return nil, err
	}
	radius, ok := levelRadius(answer.Location.Level)
	if !ok {
		return nil, nil
	}
	return pin(lat, lon, geotag.WGS84, radius, answer.Location.KeyWord)
}

// short cuts a foreign sentence for an error.
func short(s string) string {
	if runes := []rune(s); len(runes) > 80 {
		return string(runes[:80]) + "…"
	}
	return s
}
