package triage_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"snapgrid/intake/triage"
)

func TestMask(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"电话13800138000，急":           "电话〔电话〕，急",
		"打138 0013 8000":            "打〔电话〕",
		"138-0013-8000联系":           "〔电话〕联系",
		"+86 138 0013 8000":         "[phone]",
		"８６１３８００１３８０００李":            "〔电话〕李",
		"手机一三八零零一三八零零零":             "手机〔电话〕",
		"手机幺三八零零幺三八零零零，一楼":          "手机〔电话〕，一楼",
		"座机029-88888888转8012":       "座机〔电话〕转8012",
		"(029)8888 8888":            "[phone]",
		"02988888888":               "[phone]",
		"0571-8888888":              "[phone]",
		"物业电话88123456":              "物业电话〔电话〕",
		"call +44 20 7946 0958 now": "call [phone] now",
		"3号楼602 13800138000":        "3号楼〔门牌〕 〔电话〕",
		"3#楼2单元602室漏水":              "3#楼2单元〔门牌〕室漏水",
		"联系人：李敏 12-3-402":           "联系人：〔姓名〕 12-3-〔门牌〕",
		"13800138000/13900139000":   "[phone]/[phone]",
		"13800138000 13900139000":   "[phone] [phone]",
		"身份证11010519491231002X":     "身份证〔身份证号〕",
		"身份证 110105 19491231 002x，": "身份证 〔身份证号〕，",
		"证号110105491231002":         "证号〔身份证号〕",
		"卡号6222021234567894":        "卡号〔银行卡号〕",
		"6222 0212 3456 7894":       "[bank card]",
		"邮箱zhang.san@example.com谢谢": "邮箱〔邮箱〕谢谢",
		"mail a@b.co.uk":            "mail [e-mail]",
		"陕A12345挡住了":                "〔车牌〕挡住了",
		"陕A·12345 停在门口":             "〔车牌〕 停在门口",
		"白色轿车陕a d12345堵门":           "白色轿车〔车牌〕堵门",
		"京AF12345":                  "〔车牌〕",
		"粤B1234学":                   "〔车牌〕",
		"加我微信zhang_san88，谢谢":        "加我微信〔账号〕，谢谢",
		"vx: lucky2020":             "vx: [account]",
		"QQ号是10001234":              "QQ号是〔账号〕",
		"护照号E12345678丢了":            "护照号〔证件号〕丢了",
		"passport no. G1234567":     "passport no. [document]",
	} {
		if got := triage.Mask(in); got != want {
			t.Errorf("Mask(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMaskLeaves(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"微信群里有230人", "QQ音乐", "wx20240103 的单子",
		"", "路灯坏了", "#12 已修复", "＃1234567 怎么样了", "12号工单", "3#楼2单元",
		"民主西路426—432号小区门前地砖全翘起来了", "2024-01-03 12:30", "2024年1月3日12时30分", "20240103",
		"34.2658,108.9102 这个位置红绿灯坏了", "134.12345678,13.80013800", "108.9102345678 34.2658123456",
		"丝路大道K12+300处边坡落石", "8FVW7W9X+2Q 西安 路灯不亮", "12345热线", "拨打119", "10086", "400-820-8820",
		"订单20240103123456789012", "价格1380元", "43路公交", "三百五十六号", "二零二四年一月三日",
		"团结西路1号到13号，8栋6楼", "早上8:00-12:00 13:00-18:00", "@网格员 看看", "川菜A12", "新B区2栋", "苏A座",
		"一二三四五六七", "第110105号文件", "编号 1 2 3 4 5 6 7 8 9 10 11",
	} {
		if got := triage.Mask(text); got != text {
			t.Errorf("Mask(%q) = %q, want it unchanged", text, got)
		}
	}
}

// TestMaskPlanted plants numbers of every kind in sentences and wants none of
// them to be readable afterwards.
func TestMaskPlanted(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	sentences := []string{"路灯坏了，联系%s，谢谢", "%s", "3号楼2单元602室%s", "请打 %s 找老王", "My number is %s, call me", "井盖没了(%s)", "车%s挡住出口#12", "2024-05-06 %s 报修"}
	const rounds = 4000
	missed := 0
	for i := range rounds {
		secret := plant(random, i%6)
		text := fmt.Sprintf(sentences[i%len(sentences)], secret)
		if strings.Contains(triage.Mask(text), secret) {
			missed++
			t.Logf("left: %s", text)
		}
	}
	if missed > rounds/200 {
		t.Errorf("%d of %d planted numbers are still there", missed, rounds)
	}
}

func plant(random *rand.Rand, kind int) string {
	digits := func(n int) string {
		d := ""
		for range n {
			d += fmt.Sprint(random.IntN(10))
		}
		return d
	}
	mobile := "1" + fmt.Sprint(3+random.IntN(7)) + digits(9)
	switch kind {
	case 0:
		return mobile
	case 1:
		joint := []string{" ", "-", "  "}[random.IntN(3)]
		return mobile[:3] + joint + mobile[3:7] + joint + mobile[7:]
	case 2:
		return fmt.Sprintf("0%d%d-%d%s", 2+random.IntN(7), random.IntN(10), 2+random.IntN(7), digits(7))
	case 3:
		return fmt.Sprintf("61010419%02d%02d%02d%s", random.IntN(100), 1+random.IntN(12), 1+random.IntN(28), digits(4))
	case 4:
		return luhn("622202" + digits(12))
	default:
		return string([]rune("京沪陕甘浙新")[random.IntN(6)]) + string(rune('A'+random.IntN(6))) + fmt.Sprint(random.IntN(10)) + string(rune('A'+random.IntN(6))) + digits(3)
	}
}

// luhn adds the check digit.
func luhn(d string) string {
	sum := 0
	for i := range len(d) {
		n := int(d[len(d)-1-i] - '0')
		if i%2 == 0 {
			n *= 2
			if n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	return d + fmt.Sprint((10-sum%10)%10)
}
