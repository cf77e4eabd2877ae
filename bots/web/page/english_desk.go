package page

// englishOfDesk holds the sentences of the console.
var englishOfDesk = map[string]string{
	// the menu
	"办件": "Tickets", "消息": "Messages", "规矩": "Rules", "人员": "People", "记录": "Records",
	"派单规则": "Routes", "时限和日历": "Limits and calendar", "今天谁值班": "On duty today", "学到的地名": "Learned places",
	"学到的判断": "Learned judgement", "审计": "Audit", "后台任务": "Jobs",
	"这一页只给管理员看": "This page is for administrators",

	// the page of a ticket
	"%d 人遇到": "%d people met it", "%d 人关注": "%d follow it", "报修时": "As reported", "修好后": "Repaired", "没有照片": "No photo",
	"我们说过的": "What we said", "回复原来那条": "an answer to the report",
	"退回太多次，等街道定": "Sent back too often: the street decides", "到期升级": "Rises on", "联系反映人": "Contact the reporter", "核实": "Verify",
	"要告诉反映人的，先看各群会看到什么": "Before the reporters are told, show me what each chat will read",
	"派给单位": "Give to a unit", "换一层办": "Another tier", "升级": "Up a tier", "降级": "Down a tier", "不属实": "Not true",
	"自治": "neighbours", "协商": "meeting", "联动": "units",
	"地图：片区、位置和误差、附近在办的": "Map: the area, the spot and how sure it is, open tickets around",
	"图宽 %.0f 米，上北":      "%.0f m wide, north is up", "不知道在哪里": "Nobody knows where", "附近在办的": "Open around here",
	"是不是同一件": "The same matter?", "已并入": "Merged into", "拆回单独办": "Take apart again", "照片很像": "photos alike", "并到 #%d": "Merge into #%d",
	"并到了这里": "was merged into this one", "并到": "Into", "合并": "Merge", "请写明并到哪一件，例如 12": "Please write into which one, such as 12",
	"请人帮忙": "Ask for help", "订单": "Order", "收回订单": "Take the order back", "下单，请单位来接": "Offer it to units", "到": "until",
	"给哪些单位（不选就给常接单的）": "To which units (none: those that usually take orders)", "附一句话": "A few words with it", "下单": "Offer",
	"链接有效，到": "the link is good until", "链接已经不能用": "the link is no longer good", "发一个链接，不用账号也能办": "Send a link: no account needed",
	"以哪个单位的名义": "In the name of which unit", "生成链接": "Make a link", "收回所有链接": "Take all links back",
	"等人接单": "open", "有人接了": "taken", "收回了": "taken back", "过期没人接": "ran out",
	"等着发": "Waiting", "正在发": "being sent", "送到了": "delivered", "没送到": "not delivered", "夜里先不发": "held for the night", "并进清单发了": "told in a list",

	// before it is told
	"发出前看一眼": "Before it is told", "下面是每个群会看到的，还没有发。": "This is what each chat will read. Nothing was sent yet.",
	"附照片 %d 张": "With %d photos", "就这样发": "Send it", "回去改": "Back to change it", "没有群要告诉。": "No chat has to be told.",
	"群没了，也找不到人私下说：这一条发不出去": "The chat is gone, and nobody can be told in private: this can not be delivered",

	// whistles
	"吹哨叫单位来": "Whistle for units", "哪一种哨": "Kind", "叫哪些单位": "Which units", "为什么": "Why", "谁吹的": "Whistled by", "评价": "Rating", "全部": "All",
	"请勾选叫哪些单位，并写明为什么": "Please tick the units to call, and write why", "请点一个按钮": "Please press a button",
	"提出吹哨": "Drafted", "同意": "Approve", "吹响": "Blown", "撤哨": "Call off", "签到": "Sign", "已联系": "Contacted", "到场": "Arrived", "完成": "Done",
	"不归我": "Not ours", "还是要来": "Come all the same", "不用来了": "Let off", "确认完成": "Confirm", "还没办好": "Not done yet", "基本满意": "fair",
	"为什么不接": "Why not", "说一句（不归我要写原因）": "A few words (why, if it is not yours)", "到场的照片": "Photos on the spot", "吹哨时限": "Limits of whistles",

	// people
	"工作人员": "Staff", "网格员": "grid officer", "单位人员": "unit officer", "街道": "street", "管理员": "administrator", "私聊": "private",
	"把下面任一个链接，或这句绑定码，发给": "Send one of these links, or the code, to", "7天内有效，只能用一次。": "Good for 7 days, once.",
	"您自己": "you", "还没有登录过": "never logged in", "配置文件给的": "from the configuration", "去掉": "Take away", "改职责": "Change offices",
	"加一项职责": "Give an office", "请离队伍": "Dismiss", "职责和登录马上失效": "rights and sessions end at once", "邀请": "Invite", "姓名": "Name",
	"生成邀请": "Make an invitation", "还没用的码": "Codes not used yet", "给谁": "For", "做什么": "What", "绑定群": "bind a chat",
	"职责": "Office", "片区编号": "Codes of areas", "网格员填，可以几个": "for grid officers; several are fine", "单位": "Unit", "单位人员选": "for unit officers",
	"请写姓名": "Please write a name", "请选好职责：网格员要写片区编号，单位人员要选单位": "Please choose an office: a grid officer needs codes of areas, a unit officer a unit",
	"不能这样改：配置文件给的、仅有的一项职责，和最后一位管理员，都要留着": "This can not be changed: what the configuration gives, somebody's only office, and the last administrator stay",

	// places that people taught
	"大家这么叫的地方，从定位和工作人员选定的地点学来，共 %d 个。不用就会淡忘；改过的不再变。": "What people call spots, learned from pins and from places that staff chose; %d in all. Unused ones fade; corrected ones stay.",
	"找": "Find", "工作人员定的": "set by staff", "已忘掉": "forgotten", "快忘了，不再用": "faded, not used", "用过 %d 次": "used %d times", "改": "Change",
	"纬度,经度": "Latitude,longitude", "忘掉它": "Forget it", "请写纬度和经度，例如 34.258100,108.921300": "Please write latitude and longitude, such as 34.258100,108.921300",

	// routes
	"试一试会派给谁": "Try who would get it", "什么时候": "When", "空着就是现在": "empty is now", "看派给谁": "Show the way",
	"没有人管：归街道派": "Nobody answers: the street dispatches", "街道来定": "the street decides", "规则": "Rules",
	"同一层从上往下，第一条合适的就走；没写单位的照上一层。": "Side by side the first that fits is taken; what a rule does not say is as the one above says.",
	"没有写规则，按各单位管的类别派。":            "There are no rules: the classes of the units decide.", "各单位管的类别": "Classes by unit", "没有群，由街道转告": "no chat: the street passes it on",
	"没有这个类别": "There is no such class", "没有这个片区": "There is no such area", "时间请写成 2026-11-19T23:10 的样子": "Please write the time as 2026-11-19T23:10",

	// what the house does
	"核对照片": "compare photos", "重读改过的话": "read what was changed", "处理按钮": "act on a button", "处理表情": "act on a reaction", "问外面的模型": "ask the model outside",
	"挑出要推送的": "find who is to be told", "推送给其他程序": "tell other programs", "定时的事": "what is due by the clock", "清理过期的": "throw away what is over", "微信号": "the WeChat account",
	"正在接上": "starting", "由另一台机器管": "another node has it", "接不上": "failing", "有效到": "until",

	// limits, calendar, roster
	"缺 %d 年的节假日和调休：请补进日历文件，不然只按周一到周五算": "The holidays of %d are missing: add them to the calendar file, or only the days of the week count",
	"今天是工作日。": "Today is a workday.", "今天休息。": "Today is a day off.", "班次": "Shift", "天天": "every day", "全天": "round the clock",
	"上班": "worked", "休": "off", "这一年没有名单，按星期算。": "There is no list for this year: the days of the week count.", "各类时限": "Limits by class", "等 %d 类": "and others, %d classes", "%s，最多 %s": "%s, at most %s",
	"%d 个工作日": "%d workdays", "%s 个工作小时": "%s working hours", "不到 1 分钟": "less than a minute", "%d 分钟": "%d min", "%d 小时": "%d h", "%d 天": "%d days",
	"周一": "Mon", "周二": "Tue", "周三": "Wed", "周四": "Thu", "周五": "Fri", "周六": "Sat", "周日": "Sun",
	"看": "Show", "替谁": "For", "没有排班，全单位都看得到": "no roster: all of the unit see it", "排班": "Roster", "请假和替班": "Leave and stand-ins", "谁替": "Stand-in",

	// a ticket that others change
	"这件事刚刚变了。您写的还在，发出前请看一眼。": "This ticket has just changed. What you wrote is still here: please look again before you send it.",

	// what programs may do
	"看工单和吹哨": "read tickets and whistles", "办工单和吹哨": "work on tickets and whistles", "看原话、原图和实名": "read words, photos and names as they were sent",
	"看待判断和不理的人": "read the inbox and who is muted", "改待判断和不理的人": "judge the inbox, mute people", "看没送到的": "read what was not delivered", "重发没送到的": "send it again",
	"看群": "read chats", "改群": "change chats", "看工作人员": "read the staff", "改工作人员": "change the staff", "看片区、地名、规则和时限": "read areas, places, rules and limits",
	"改学到的地名": "correct learnt places", "看统计和台账": "read figures and the ledger", "看渠道、后台任务和审计": "read channels, jobs and the audit", "重试后台任务": "try jobs again", "管推送": "manage webhooks",
	"哪些事": "Events",

	// tables
	"操作": "Actions",

	// a whistle
	"告诉您的": "Told to you",

	// the picture of each week
	"周报": "Weekly picture", "不发了": "Stop", "开始发": "Start",
	"每周第一个工作时段，把上一周的情况画成一张图发到群里。群里发“周报 开”“周报 关”也行。": "In the first working hours of each week the chat gets a picture of the last one. /weekly on and /weekly off in the chat do the same.",

	// audit
	"看哪一种": "Which", "所有人": "Everybody", "职责变动": "rights", "看过原话原图": "looked", "不同意和退回": "disputes",
	"发了邀请": "Invited", "加入": "Joined", "离开": "Dismissed", "去一项职责": "Office taken away",
	"本人凭码": "by code", "反映人": "reporter", "原话": "words as typed", "想做": "Wanted",

	// jobs and what waits
	"等得最久的是": "Waiting longest:", "已经等了 %s": "for %s", "没有积压。": "Nothing is late.", "几件": "How many", "最早的": "Oldest",
	"没办成的": "Failed", "试了 %d 次": "tried %d times", "谁在管": "Who does what", "有些事一次只能一台机器做。": "Some things only one machine may do at a time.",
	"什么事": "What", "哪台机器": "Machine", "在管，到": "until", "没人管": "nobody", "等了多久": "Since",
	"等着办": "waiting", "正在办": "running", "没办成，会再试": "failed, will be tried again", "还没到时候": "not due yet", "办不了，不再试": "given up", "试得太多，不再试": "tried too often",
	"读一段话": "read a message", "处理照片": "develop a photo", "发消息": "deliver posts", "告诉结果": "tell the outcome", "到期办结": "close when due", "报告吹哨结果": "report a whistle",
}
