package pipeline_test

var conversations = []conversation{
	{
		name: "photo with words", play: `
			liu@riders 书院路路灯不亮了 {photo}
			+25s`,
		outcomes: "1:#1", states: "#1 dispatched",
	}, {
		name: "chatter is never answered", play: `
			liu@riders 今天的盒饭真难吃
			wang@riders 哈哈哈
			liu@riders 3号楼2单元602的外卖放门口了
			wang@riders 我家猫，可爱不 {photo}
			+130s`,
		outcomes: "1:chatter 2:chatter 3:chatter 4:chatter",
	}, {
		name: "photo, words, place, with others between", play: `
			liu@riders {photo}
			wang@riders 等会儿一起吃饭不
			+3s
			liu@riders 路面塌陷了，好大一个坑
			wang@riders 走
			+3s
			liu@riders {pin=38.605,104.1}
			+25s`,
		outcomes: "1:#1 2:chatter 3:#1 4:chatter 5:#1", states: "#1 dispatched",
	}, {
		name: "a late photo without words is for the inbox", play: `
			liu@riders {photo}
			+25s`,
		outcomes: "1:unsure",
	}, {
		name: "two problems with photos", play: `
			liu@riders 书院路路灯不亮了 {photo}
			liu@riders 望河街井盖不见了，太危险 {photo}
			+25s`,
		outcomes: "1:#1 2:#2", states: "#1 dispatched, #2 dispatched",
	}, {
		name: "two problems in one batch", play: `
			{
			liu@riders 书院路路灯不亮了 {photo}
			liu@riders 望河街井盖不见了，太危险 {photo}
			}
			+25s`,
		outcomes: "1:#1 2:#2", states: "#1 dispatched, #2 dispatched",
	}, {
		name: "shown and told, twice, in one batch", play: `
			{
			liu@riders {photo}
			liu@riders 书院路路灯不亮了
			liu@riders {photo}
			liu@riders 望河街井盖不见了，太危险
			}
			+25s`,
		outcomes: "1:#1 2:#1 3:#2 4:#2", states: "#1 dispatched, #2 dispatched",
	}, {
		name: "shown and told, the second time apart", play: `
			liu@riders 书院路路灯不亮了 {photo}
			+2s
			liu@riders {photo}
			+2s
			liu@riders 望河街井盖不见了，太危险
			+25s`,
		outcomes: "1:#1 2:#2 3:#2", states: "#1 dispatched, #2 dispatched",
	}, {
		name: "the same, heard in one batch", play: `
			{
			liu@riders 书院路路灯不亮了 {photo}
			liu@riders {photo}
			liu@riders 望河街井盖不见了，太危险
			}
			+25s`,
		outcomes: "1:#1 2:#2 3:#2", states: "#1 dispatched, #2 dispatched",
	}, {
		name: "an album, its last photo late, then another problem", play: `
			{
			liu@riders 纺织路一堆垃圾没人清 {photo album=a}
			liu@riders {photo album=a}
			}
			liu@riders {photo album=a}
			+2s
			liu@riders 望河街井盖不见了，太危险
			+25s`,
		outcomes: "1:#1 2:#1 3:#1 4:#2", states: "#1 dispatched, #2 dispatched",
	}, {
		name: "the same class in two places", play: `
			liu@riders 印刷技校门口路灯不亮了
			+5s
			liu@riders 槐荫农贸市场门口路灯也不亮了
			+25s`,
		outcomes: "1:#1 2:#2", states: "#1 dispatched, #2 dispatched",
	}, {
		name: "staff repair by a reply with a photo", play: `
			liu@riders 书院路路灯不亮了 {photo}
			+2s
			zhou@staff 已修复，换了灯泡 {photo re=card}
			+5s
			liu@riders 满意 {re=news}
			+2s`,
		outcomes: "1:#1 2:#1fix 3:#1note", states: "#1 closed", words: "resolved satisfied",
	}, {
		name: "an album of the repair, its photos apart", play: `
			liu@riders 书院路路灯不亮了 {photo}
			+2s
			zhou@staff 已修复 {photo album=f re=card}
			zhou@staff {photo album=f re=card}
			zhou@staff {photo album=f re=card}
			+2s`,
		outcomes: "1:#1 2:#1fix 3:#1fix 4:#1fix", states: "#1 resolved", words: "resolved",
	}, {
		name: "a photo of the repair and then the words", play: `
			liu@riders 书院路路灯不亮了 {photo}
			+2s
			zhou@staff {photo re=card}
			+3s
			zhou@staff 已修复
			+25s`,
		outcomes: "1:#1 2:#1fix 3:#1fix", states: "#1 resolved", words: "resolved",
	}, {
		name: "a photo of the repair without a word is asked about", play: `
			liu@riders 书院路路灯不亮了 {photo}
			+2s
			zhou@staff {photo re=card}
			+25s
			zhou@staff 已修复
			+25s`,
		outcomes: "1:#1 2:#1fix 3:#1fix", states: "#1 resolved", words: "askfixed resolved",
	}, {
		name: "a repair that names no ticket is asked about, and the number answers", play: `
			liu@riders 书院路路灯不亮了 {photo}
			wang@riders 望河街井盖不见了，太危险 {photo}
			+2s
			zhou@staff 已修复 {photo}
			+25s
			zhou@staff #2
			+25s`,
		outcomes: "1:#1 2:#2 3:#2fix 4:#2fix", states: "#1 dispatched, #2 resolved", words: "which resolved",
	}, {
		name: "the answer by a reply", play: `
			liu@riders 书院路路灯不亮了 {photo}
			wang@riders 望河街井盖不见了，太危险 {photo}
			+2s
			zhou@staff 已修复 {photo}
			+25s
			zhou@staff 这件 {re=card}
			+25s`,
		outcomes: "1:#1 2:#2 3:#2fix 4:#2fix", states: "#1 dispatched, #2 resolved", words: "which resolved",
	}, {
		name: "a word to a colleague is about no ticket", play: `
			liu@riders 书院路路灯不亮了 {photo}
			+2s
			zhou@staff 收到 {re=card}
			+2s
			chen@staff 明天九点开会
			zhou@staff 收到 {re=3}
			chen@staff 那个表格交了没
			zhou@staff 已完成 {re=5}
			+130s`,
		outcomes: "1:#1 2:#1note 3:chatter 4:chatter 5:chatter 6:chatter", states: "#1 accepted", words: "accepted",
	}, {
		name: "a bare word after the work is done is asked about", play: `
			liu@riders 书院路路灯不亮了 {photo}
			wang@riders 望河街井盖不见了，太危险 {photo}
			+2s
			zhou@staff #1 已修复 {photo}
			+30s
			zhou@staff 已修复 {photo}
			+30s`,
		outcomes: "1:#1 2:#2 3:#1fix 4:unsure", states: "#1 resolved, #2 dispatched", words: "resolved which",
	}, {
		name: "accepted twice", play: `
			liu@riders 书院路路灯不亮了 {photo}
			+2s
			zhou@staff 收到 {re=card}
			zhou@staff 马上到 {re=card}
			+25s`,
		outcomes: "1:#1 2:#1note 3:#1note", states: "#1 accepted", words: "accepted",
	}, {
		name: "others can not repair it", play: `
			liu@riders 书院路路灯不亮了 {photo}
			+2s
			wang@riders 已修复 {photo re=1}
			chen@staff #1 已修复 {photo}
			wang@riders press done:1 ack/1
			+25s`,
		outcomes: "1:#1 2:#1note 3:#1note", states: "#1 dispatched", words: "forbidden forbidden",
	}, {
		name: "objection, twice", play: `
			liu@riders 书院路路灯不亮了 {photo}
			+2s
			zhou@staff #1 已修复 {photo}
			+5s
			liu@riders react 👎 news
			liu@riders 不满意
			+25s
			zhou@staff #1 重新修好了 {photo}
			+5s
			liu@riders 不满意 {re=news}
			+2s`,
		outcomes: "1:#1 2:#1fix 3:chatter 4:#1fix 5:#1note", states: "#1 reopened", words: "resolved dissatisfied resolved dissatisfied",
	}, {
		name: "objection after the term", play: `
			liu@riders 书院路路灯不亮了 {photo}
			+2s
			zhou@staff #1 已修复 {photo}
			+172h
			liu@riders #1 不满意
			+25s`,
		outcomes: "1:#1 2:#1fix 3:#1note", states: "#1 closed", words: "resolved closed",
	}, {
		name: "a new report of one whose other matter was just repaired", play: `
			liu@riders 书院路路灯不亮了 {photo}
			+2s
			zhou@staff #1 已修复 {photo}
			+60s
			liu@riders 望河街的井盖又坏了，太危险 {photo}
			+25s`,
		outcomes: "1:#1 2:#1fix 3:#2", states: "#1 resolved, #2 dispatched", words: "resolved",
	}, {
		name: "content with something else", play: `
			liu@riders 书院路路灯不亮了 {photo}
			+2s
			zhou@staff #1 已修复 {photo}
			+60s
			wang@riders 新买的雨衣怎么样
			liu@riders 满意 {re=3}
			liu@residents 满意
			+130s`,
		outcomes: "1:#1 2:#1fix 3:chatter 4:chatter 5:chatter", states: "#1 resolved", words: "resolved",
	}, {
		name: "a stranger's report under another one's", play: `
			liu@riders 书院路路灯不亮了
			+2s
			wang@riders 我这也看到了 {photo re=1}
			+22s
			wang@riders 书院路路灯全不亮了，请尽快来修
			+130s`,
		outcomes: "1:#1 2:#1note 3:#2", states: "#1 dispatched, #2 dispatched",
	}, {
		name: "an answer to a report that is still being made", play: `
			liu@riders {photo}
			+2s
			zhou@riders 收到 {re=1}
			+3s
			liu@riders 书院路路灯不亮了
			+60s`,
		outcomes: "1:#1 2:#1note 3:#1", states: "#1 accepted", words: "accepted",
	}, {
		name: "words that answer one's own photo", play: `
			liu@riders {photo}
			+2s
			liu@riders 书院路路灯不亮了 {re=1}
			+25s`,
		outcomes: "1:#1 2:#1", states: "#1 dispatched",
	}, {
		name: "a photo and then the number that it is for", play: `
			liu@riders 书院路路灯不亮了 {photo}
			+60s
			liu@riders {photo}
			+2s
			liu@riders #1 现在更严重了
			+25s`,
		outcomes: "1:#1 2:#1 3:#1", states: "#1 dispatched",
	}, {
		name: "alone with us, asked for more, and the words come late", play: `
			liu@liu {photo}
			+40s
			liu@liu 书院路路灯不亮了
			+25s`,
		outcomes: "1:#1 2:#1", states: "#1 dispatched", words: "more",
	}, {
		name: "the same class in two places, in one batch", play: `
			{
			liu@riders 印刷技校门口路灯不亮了
			liu@riders 槐荫农贸市场门口路灯也不亮了
			}
			+25s`,
		outcomes: "1:#1 2:#2", states: "#1 dispatched, #2 dispatched",
	}, {
		name: "the same place said more exactly", play: `
			liu@riders 书院路路灯不亮了
			+5s
			liu@riders 是书院路中段的路灯不亮了
			+25s`,
		outcomes: "1:#1 2:#1", states: "#1 dispatched",
	}, {
		name: "the trouble, and then the place in words", play: `
			liu@riders 路灯不亮了 {photo}
			+5s
			liu@riders 在印刷技校门口
			+5s
			liu@riders 我去食堂门口吃饭了
			+25s`,
		outcomes: "1:#1 2:#1 3:chatter", states: "#1 dispatched",
	}, {
		name: "the same in one batch", play: `
			{
			liu@riders 路灯不亮了 {photo}
			liu@riders 在印刷技校门口
			liu@riders 哈哈
			}
			+25s`,
		outcomes: "1:#1 2:#1 3:chatter", states: "#1 dispatched",
	}, {
		name: "the place in words, and then the trouble", play: `
			liu@riders 印刷技校门口
			+5s
			liu@riders 路灯不亮了 {photo}
			+25s`,
		outcomes: "1:#1 2:#1", states: "#1 dispatched",
	}, {
		name: "the place as an answer to the acknowledgement", play: `
			liu@liu 路灯不亮了 {photo}
			+60s
			liu@liu 印刷技校门口 {re=ack/1}
			+25s`,
		outcomes: "1:#1 2:#1", states: "#1 dispatched",
	}, {
		name: "taken back before it was read", play: `
			liu@riders {photo}
			recall 1
			+25s`,
		outcomes: "1:chatter",
	}, {
		name: "taken back from the inbox", play: `
			liu@riders {photo}
			+25s
			recall 1
			+25s`,
		outcomes: "1:chatter",
	}, {
		name: "words put under a photo that waits in the inbox", play: `
			liu@riders {photo}
			+25s
			edit 1 书院路路灯不亮了
			+25s`,
		outcomes: "1:#1", states: "#1 dispatched",
	}, {
		name: "a live position", play: `
			liu@riders {pin=38.605,104.1}
			+10s
			liu@riders 路灯不亮了
			+25s`,
		outcomes: "1:#1 2:#1", states: "#1 dispatched",
	}, {
		name: "an officer reports and adds", play: `
			chen@riders 书院路路灯不亮了 {photo}
			+2s
			chen@riders {photo re=1}
			+25s`,
		outcomes: "1:#1 2:#1", states: "#1 dispatched",
	}, {
		name: "topics are apart", play: `
			liu@riders {photo topic=a}
			liu@riders 书院路路灯不亮了 {topic=b}
			+25s`,
		outcomes: "1:unsure 2:#1", states: "#1 dispatched",
	}, {
		name: "talking on and on", play: `
			liu@riders {photo}
			+15s
			liu@riders {photo}
			+15s
			liu@riders {photo}
			+15s
			liu@riders {photo}
			+15s
			liu@riders {photo}
			+15s
			liu@riders {photo}
			+15s
			liu@riders {photo}
			+15s
			liu@riders {photo}
			+16s`,
		outcomes: "1:unsure 2:unsure 3:unsure 4:unsure 5:unsure 6:unsure 7:unsure 8:unsure",
	}, {
		name: "two ratings in one line are asked about", play: `
			liu@riders 书院路路灯不亮了 {photo}
			liu@riders 望河街井盖不见了，太危险 {photo}
			+2s
			zhou@staff #1 已修复 {photo}
			zhou@staff #2 已修复 {photo}
			+5s
			liu@riders #1 #2 满意
			+25s`,
		outcomes: "1:#1 2:#2 3:#1fix 4:#2fix 5:command", states: "#1 resolved, #2 resolved", words: "resolved resolved which",
	}, {
		name: "two repairs under way, and a bare word", play: `
			liu@riders 书院路路灯不亮了 {photo}
			wang@riders 望河街井盖不见了，太危险 {photo}
			+2s
			zhou@staff #1 收到
			zhou@staff #2 收到
			+2s
			zhou@staff 已修复 {photo}
			+25s`,
		outcomes: "1:#1 2:#2 3:#1note 4:#2note 5:unsure", states: "#1 accepted, #2 accepted", words: "accepted accepted which",
	}, {
		name: "a stranger commands", play: `
			liu@riders 书院路路灯不亮了 {photo}
			+2s
			zhou@staff #1 已修复 {photo}
			+5s
			wang@riders #1 不满意
			wang@riders react 👎 news
			wang@riders 点赞 {re=news}
			+25s`,
		outcomes: "1:#1 2:#1fix 3:#1note 4:#1note", states: "#1 resolved", words: "resolved notreported",
	}, {
		name: "a form is a report, whatever its words", play: `
			liu@riders #1 已修复 {form=P0105}
			+25s`,
		outcomes: "1:#1", states: "#1 dispatched",
	}, {
		name: "commands", play: `
			liu@riders 帮助
			liu@riders 我的
			liu@riders /mine
			liu@riders 查 #7
			zhou@staff 登录
			zhou@zhou 登录
			+2s`,
		outcomes: "1:command 2:chatter 3:command 4:command 5:command 6:command", words: "help mine notfound login login",
	},
}
