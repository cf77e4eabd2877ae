// Package wecom connects WeCom (企业微信), the official way to be in a group.
//
// Two interfaces of the service make one channel:
//
//   - An intelligent robot (智能机器人) hears: the service calls [Adapter.Hook]
//     when a member mentions the robot in a group, or writes to it alone.
//     Calls are signed and encrypted; a call may be answered once, within the
//     hour, at the address that came with it.
//   - A group robot (消息推送, once 群机器人) speaks: its address, a secret, posts
//     words and pictures into one group, 20 a minute.
//
// An answer goes to the address of the message that it answers, if that is
// known and unused; everything else, and every picture, goes through the group
// robot of the chat. Numbers of chats, people and messages are lasting.
//
// The forms follow the developer's pages of WeCom: 100719 (receiving), 101031
// (messages), 101033 (encryption), 101138 (answers) and 99110 (group robots).
package wecom
