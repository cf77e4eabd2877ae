package configs

// setSample fills in the sample district: an invented one, in a desert.
func (c *Config) setSample() {
	c.Cells = []string{"configs/sample/cells.geojson"}
	c.Places = []string{"configs/sample/places.csv"}
	c.Units = sampleUnits()
	c.Chats = []Chat{
		{Channel: "web", ID: "riders", Title: "流动网格员交流群", Kind: "riders", Cell: "990101"},
		{Channel: "web", ID: "residents", Title: "槐荫社区居民群", Kind: "residents", Cell: "990101001002"},
		{Channel: "web", ID: "staff", Title: "处置工作群", Kind: "staff"},
	}
	c.Staff = nil
	c.Routes, c.Roster = "configs/routes.yaml", "configs/roster.yaml"
}

func (c *Config) clearSample() {
	c.Cells, c.Places, c.Units, c.Chats, c.Staff = nil, nil, nil, nil, nil
	c.Routes, c.Roster = "", ""
}

// sampleKeys are the keys that describe one district together.
func sampleKeys() []string {
	return []string{"cells", "places", "units", "chats", "staff", "routes", "roster"}
}

func sampleUnits() []Unit {
	staff := []string{"web/staff"}
	return []Unit{
		{"chengguan", "区城管局", []string{"E01", "E02", "E03", "E05", "P03", "P05"}, staff},
		{"shizheng", "区市政处", []string{"E0110", "E04", "P01", "P02", "P06"}, staff},
		{"huanwei", "区环卫中心", []string{"E0102", "E0103", "E0104", "E0112", "E0117", "P0301", "P0304", "P0305"}, staff},
		{"yuanlin", "区园林中心", []string{"E0106", "E0109", "P04"}, staff},
		{"gongdian", "云桥供电公司", []string{"E0408", "P0105", "P0106", "P0116", "P0118", "P0133", "P0134"}, staff},
		{"ranqi", "云桥燃气公司", []string{"E0403", "P0111", "P0129", "P0135"}, staff},
		{"shuiwu", "区水务集团", []string{"E0402", "E0105", "E0111", "E0405", "P0101", "P0127", "P0132"}, staff},
		{"tongxin", "通讯共建单位", []string{"P0107", "P0108", "P0109", "P0115"}, staff},
		{"wuye", "槐荫物业", []string{"E21", "E0507"}, staff},
	}
}
