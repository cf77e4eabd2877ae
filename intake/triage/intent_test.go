package triage_test

import (
	"slices"
	"testing"

	"snapgrid/intake/triage"
)

func TestReadIntent(t *testing.T) {
	t.Parallel()
	for kind, lines := range map[triage.IntentKind][]string{
		triage.IntentFixed: {
			"已修复", "处理完毕", "修好了", "已处理", "搞定了", "路面已回填，处理完毕，恢复通行", "已更换井盖一套", "done", "Fixed.", "all fixed", "✅",
			"已修复，感谢您的反映", "已处理，谢谢大家支持", "修复完成", "垃圾已清运", "现场已清理干净", "不错，解决了", "没问题，已处理", "repaired this morning", "已经弄好了", "办结",
		},
		triage.IntentAccepted:     {"收到", "收到，马上去", "马上到", "正在处理", "师傅在路上了", "已安排处理", "下午派人去修", "尽快处理", "on my way", "On it!", "好的收到", "ok", "Got it", "👌", "明天修好", "我们会尽快修好"},
		triage.IntentRejected:     {"不是我们管", "不归我们管的", "不属于我单位职责范围", "退回", "现场没有发现问题", "not our job", "wrong department", "不在我们辖区"},
		triage.IntentUntrue:       {"不属实", "不属实，现场灯都亮着", "/untrue 12 nothing there"},
		triage.IntentSatisfied:    {"满意", "非常满意", "👍", "👍👍", "谢谢修好了", "修好了，谢谢", "修好了谢谢你们", "路灯亮了，真快", "satisfied", "thank you, that was quick", "[强]"},
		triage.IntentDissatisfied: {"不满意", "还没修好", "没修好", "又坏了", "👎", "根本没人来", "还是不亮", "没有修好", "not fixed", "it is still broken", "it's not fixed yet", "not satisfied", "又塌了", "没处理好", "还没处理", "dissatisfied", "broken again"},
		triage.IntentMine:         {"我的", "/mine", "/我的", "/my"},
		triage.IntentHelp:         {"帮助", "/help", "/start", "help", "Help!", "/帮助", "/help@SnapGridBot"},
		triage.IntentLogin:        {"登录", "/login", "登陆", "/登录"},
		triage.IntentWeekly:       {"周报 开", "周报关", "/weekly on", "/周报 关", "weekly off", "每周报：打开"},
		triage.IntentDoor:         {"反映码", "/door", "/qr", "/二维码", "群二维码"},
		triage.IntentStatus:       {"查 #12", "/status 12", "/status #12", "#12 在哪", "#12怎么样了", "怎么样了 #12", "#12 修好了吗？", "#12修好了没有", "#12 什么时候能修好", "查12号工单", "where is #12", "status of #12?", "/查 12", "/status", "#12 is it fixed yet?"},
		triage.IntentUrge:         {"催一下 #12", "#12 怎么还没人来", "/催 12", "hurry up #12"},
		triage.IntentThanks:       {"谢谢", "辛苦了", "thanks"},
		triage.IntentDuplicate:    {"重复", "#12 跟 #11 重复", "这个早就有人报过了 #12", "/duplicate 12", "#3 和 #2 重复"},
		triage.IntentWhistle:      {"吹哨 #12 城管", "/whistle 12 chengguan"},
		triage.IntentNone: {
			"", "修好了吗？", "修好了吗", "修好没", "修好了没有？", "什么时候修好", "is it fixed?", "fixed?", "路灯坏了", "团结西路路面塌陷", "今天吃啥", "怎么样了", "在哪", "#12", "#12 门口还有一处",
			"help me carry this", "我的天", "我的外卖呢", "这个帮助很大", "/unknown", "能不能修好", "请尽快处理", "绑定手机", "登录不上去", "二维码", "这个二维码扫不了",
		},
	} {
		for _, line := range lines {
			if got := triage.ReadIntent(line); got.Kind != kind {
				t.Errorf("ReadIntent(%q).Kind = %q, want %q", line, got.Kind, kind)
			}
		}
	}
}

// TestReadAnswer takes for questions about a ticket what is said under a post of ours.
func TestReadAnswer(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]triage.IntentKind{
		"在哪？": triage.IntentStatus, "具体在哪里": triage.IntentStatus, "怎么样了": triage.IntentStatus, "any progress?": triage.IntentStatus, "修好了吗": triage.IntentStatus,
		"快点": triage.IntentUrge, "都三天了 还没人来": triage.IntentUrge, "收到": triage.IntentAccepted, "今天吃啥": triage.IntentNone,
	} {
		if got := triage.ReadAnswer(line); got.Kind != want {
			t.Errorf("ReadAnswer(%q).Kind = %q, want %q", line, got.Kind, want)
		}
	}
}

func TestReadIntentTicket(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]triage.Intent{
		"#12 已修复":          {Kind: triage.IntentFixed, N: 12, Rest: "已修复"},
		"＃１２ 已修复":          {Kind: triage.IntentFixed, N: 12, Rest: "已修复"},
		"# 12 done":        {Kind: triage.IntentFixed, N: 12, Rest: "done"},
		"已修复#12":           {Kind: triage.IntentFixed, N: 12, Rest: "已修复"},
		"#12已修复":           {Kind: triage.IntentFixed, N: 12, Rest: "已修复"},
		"12号工单处理完毕":        {Kind: triage.IntentFixed, N: 12, Rest: "处理完毕"},
		"工单12，修好了":         {Kind: triage.IntentFixed, N: 12, Rest: "修好了"},
		"工单号：12 修好了":       {Kind: triage.IntentFixed, N: 12, Rest: "修好了"},
		"#12号工单已处理":        {Kind: triage.IntentFixed, N: 12, Rest: "已处理"},
		"ticket 12 fixed":  {Kind: triage.IntentFixed, N: 12, Rest: "fixed"},
		"#12 楼道灯修好了":       {Kind: triage.IntentFixed, N: 12, Rest: "楼道灯修好了"},
		"#12 又坏了":          {Kind: triage.IntentDissatisfied, N: 12, Rest: "又坏了"},
		"满意 #12":           {Kind: triage.IntentSatisfied, N: 12, Rest: "满意"},
		"#12、#13 已修复":      {Kind: triage.IntentFixed, N: 12, More: []int64{13}, Rest: "已修复"},
		"#12 路口东边还有一个":     {N: 12, Rest: "路口东边还有一个"},
		"#12 路车道上还有":       {N: 12, Rest: "路车道上还有"},
		"/done 12":         {Kind: triage.IntentFixed, N: 12},
		"/done #12 换了井盖":   {Kind: triage.IntentFixed, N: 12, Rest: "换了井盖"},
		"/done":            {Kind: triage.IntentFixed},
		"/status@Bot 12":   {Kind: triage.IntentStatus, N: 12},
		"/start report-7":  {Kind: triage.IntentStart, Rest: "report-7"},
		"/bind AB12-CD":    {Kind: triage.IntentBind, Rest: "AB12-CD"},
		"/绑定AB12":          {Kind: triage.IntentBind, Rest: "AB12"},
		"/reject 12 不归我们管": {Kind: triage.IntentRejected, N: 12, Rest: "不归我们管"},
	} {
		want.Explicit = true
		if got := triage.ReadIntent(line); !equal(got, want) {
			t.Errorf("ReadIntent(%q) = %+v, want %+v", line, got, want)
		}
	}
	if got := triage.ReadIntent("绑定 AB12CD"); got.Kind != triage.IntentBind || got.Rest != "AB12CD" || got.Explicit {
		t.Errorf("bare bind: %+v", got)
	}
	if got := triage.ReadIntent("帮助"); got.Explicit {
		t.Errorf("a bare word is not explicit: %+v", got)
	}
}

func equal(a, b triage.Intent) bool {
	return a.Kind == b.Kind && a.N == b.N && a.Rest == b.Rest && a.Explicit == b.Explicit && slices.Equal(a.More, b.More)
}

func TestNoTicket(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"3#楼路灯坏了", "#5楼漏水", "#5 楼漏水", "12#", "5#12室", "#3单元门坏了", "#12栋门口", "#7号楼没电", "#3-5楼停水", "# 5 号楼",
		"#2026新年快乐#", "A#12", "第12号", "12号", "#0", "#abc", "#12345678901234567890", "C#7语言", "##12", "&#39;", "#3.5", "工单", "8#泵",
		"#1 路公交到哪了", "#1路公交怎么样了", "＃12 路末班车几点", "#7路车怎么还不来", "#12路车",
	} {
		if got := triage.ReadIntent(line); got.N != 0 || got.Explicit {
			t.Errorf("ReadIntent(%q) names ticket %d, want none", line, got.N)
		}
	}
}

func TestPress(t *testing.T) {
	t.Parallel()
	for _, kind := range []triage.IntentKind{triage.IntentFixed, triage.IntentAccepted, triage.IntentRejected, triage.IntentSatisfied, triage.IntentDissatisfied, triage.IntentStatus} {
		data := triage.PressData(kind, 12)
		got, ok := triage.ParsePress(data)
		if !ok || got.Kind != kind || got.N != 12 || !got.Explicit {
			t.Errorf("ParsePress(%q) = %+v, %t", data, got, ok)
		}
		if len(triage.PressData(kind, 1<<62)) > 64 {
			t.Errorf("%s: more than 64 bytes", kind)
		}
	}
	for _, data := range []string{"", "done", "done:", "done:0", "done:-1", "done:x", "done:012", "done:1 ", "help:1", ":1", "bind:1", "done:99999999999999999999", "done:1:2"} {
		if got, ok := triage.ParsePress(data); ok {
			t.Errorf("ParsePress(%q) = %+v, want it refused", data, got)
		}
	}
}
