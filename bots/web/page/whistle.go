package page

import "snapgrid/intake"

var whistleNames = map[intake.WhistleStatus]string{
	intake.WhistleDrafted:   "等街道批准",
	intake.WhistleApproved:  "已批准",
	intake.WhistleBlown:     "已吹响，等签到",
	intake.WhistleSigned:    "已签到",
	intake.WhistleContacted: "已联系",
	intake.WhistleArrived:   "已到场",
	intake.WhistleDone:      "已完成，等确认",
	intake.WhistleConfirmed: "已确认",
	intake.WhistleRated:     "已评价",
	intake.WhistleRefused:   "单位不接，等街道定",
	intake.WhistleCancelled: "已撤哨",
}

var partNames = map[intake.PartStatus]string{
	intake.PartCalled:    "未签到",
	intake.PartSigned:    "已签到",
	intake.PartContacted: "已联系",
	intake.PartArrived:   "已到场",
	intake.PartDone:      "已完成",
	intake.PartRefused:   "说不归他们，等街道定",
	intake.PartReleased:  "不用来了",
}
