package triage

import (
	"testing"

	"snapgrid/intake"
)

func TestReadWhistle(t *testing.T) {
	for text, want := range map[string]Intent{
		"哨3 签到":                           {Kind: IntentWhistleStep, N: 3, Step: intake.StepSign},
		"哨 ３号，已联系":                        {Kind: IntentWhistleStep, N: 3, Step: intake.StepContact},
		"哨#3：到场了 图里就是":                    {Kind: IntentWhistleStep, N: 3, Step: intake.StepArrive, Rest: "图里就是"},
		"哨3 完成 拖走了三辆":                     {Kind: IntentWhistleStep, N: 3, Step: intake.StepDone, Rest: "拖走了三辆"},
		"哨3 不归我们，该找市政":                    {Kind: IntentWhistleStep, N: 3, Step: intake.StepRefuse, Rest: "该找市政"},
		"哨3 同意":                           {Kind: IntentWhistleStep, N: 3, Step: intake.StepApprove},
		"哨3 不同意":                          {Kind: IntentWhistleStep, N: 3, Step: intake.StepCancel},
		"哨3 同意退出 城管":                      {Kind: IntentWhistleStep, N: 3, Step: intake.StepRelease, Rest: "城管"},
		"哨3 还是要来":                         {Kind: IntentWhistleStep, N: 3, Step: intake.StepInsist},
		"哨3 确认":                           {Kind: IntentWhistleStep, N: 3, Step: intake.StepConfirm},
		"哨3 没办好 又停了一辆":                    {Kind: IntentWhistleStep, N: 3, Step: intake.StepRedo, Rest: "又停了一辆"},
		"哨3 满意":                           {Kind: IntentWhistleStep, N: 3, Step: intake.StepGood},
		"哨3 基本满意":                         {Kind: IntentWhistleStep, N: 3, Step: intake.StepFair},
		"哨3 不满意":                          {Kind: IntentWhistleStep, N: 3, Step: intake.StepPoor},
		"哨3":                              {Kind: IntentWhistleStep, N: 3},
		"哨3 怎么样了":                         {Kind: IntentWhistleStep, N: 3, Rest: "怎么样了"},
		"撤哨 哨3 车走了":                       {Kind: IntentWhistleStep, N: 3, Step: intake.StepCancel, Rest: "车走了"},
		"签到 哨3":                           {Kind: IntentWhistleStep, N: 3, Step: intake.StepSign},
		"/w 3 arrived":                    {Kind: IntentWhistleStep, N: 3, Step: intake.StepArrive},
		"/w@SnapBot 3 done we towed them": {Kind: IntentWhistleStep, N: 3, Step: intake.StepDone, Rest: "we towed them"},
		"吹哨 #12 城管 交警 占道":                 {Kind: IntentWhistle, N: 12, Rest: "城管 交警 占道"},
		"#12 吹哨 城管":                       {Kind: IntentWhistle, N: 12, Rest: "城管"},
		"/whistle 12 chengguan":           {Kind: IntentWhistle, N: 12, Rest: "chengguan"},
		"/吹哨 12 城管":                       {Kind: IntentWhistle, N: 12, Rest: "城管"},
		"whistle #12 chengguan jiaojing":  {Kind: IntentWhistle, N: 12, Rest: "chengguan jiaojing"},
		"#12 申请吹哨 城管":                     {Kind: IntentWhistle, N: 12, Rest: "城管"},
		"吹哨 城管":                           {Kind: IntentWhistle, Rest: "城管"},
	} {
		want.Explicit = want.N != 0
		if got := ReadIntent(text); got.Kind != want.Kind || got.N != want.N || got.Step != want.Step || got.Rest != want.Rest || got.Explicit != want.Explicit {
			t.Errorf("%q: got %+v, want %+v", text, got, want)
		}
	}
	for _, text := range []string{"保安吹口哨呢", "哨兵3号楼", "哨子3块钱一个", "w 3 done", "签到了3次", "哨0 签到", "岗哨3点换班"} {
		if got := ReadIntent(text); got.Kind == IntentWhistleStep {
			t.Errorf("%q is taken for a step of whistle %d", text, got.N)
		}
	}
}

// Every step can be said in Chinese and in English.
func TestStepsHaveWords(t *testing.T) {
	said := map[intake.WhistleStep]string{
		intake.StepApprove: "approve", intake.StepCancel: "cancel", intake.StepSign: "sign", intake.StepContact: "contacted",
		intake.StepArrive: "arrived", intake.StepDone: "done", intake.StepRefuse: "not ours", intake.StepInsist: "insist",
		intake.StepRelease: "release", intake.StepConfirm: "confirm", intake.StepRedo: "redo", intake.StepGood: "good",
		intake.StepFair: "fair", intake.StepPoor: "poor",
	}
	for _, step := range intake.WhistleSteps() {
		word, known := said[step]
		if !known {
			continue // a draft is an order of its own, and blowing follows
		}
		if got, rest := ReadStep(word + " x"); got != step || rest != "x" {
			t.Errorf("%q is %s", word, got)
		}
	}
}
