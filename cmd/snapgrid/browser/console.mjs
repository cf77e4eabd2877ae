// The desk: search, keyboard, several tickets at once, what another changes, the inbox.
import { desktop } from "./lib/scene.mjs";

export default async function (scene) {
  const room = await enter(scene, "/chat/riders", "马师傅");
  const numbers = [];
  for (const words of ["纺织路21号窨井盖翘起来了", "书院路66号窨井盖翘起来了"]) {
    numbers.push(await report(room, words));
  }

  const desk = await scene.visit("/desk", { role: "street", size: desktop });
  await desk.getByRole("link", { name: "按期限" }).click();
  await desk.waitForURL(/by=light/);
  await scene.look(desk, "desk-board");

  await desk.keyboard.press("/");
  await desk.keyboard.type("窨井盖");
  await desk.keyboard.press("Enter");
  await desk.getByText("找到 2 件").waitFor();
  await scene.look(desk, "desk-search");
  await desk.keyboard.press("?");
  await desk.getByRole("dialog").waitFor();
  await desk.keyboard.press("Escape");

  const other = await desk.context().newPage(); // sees what the first one does
  await other.goto(desk.url());

  for (const key of ["j", "x", "j", "x", "d"]) await desk.keyboard.press(key);
  await desk.keyboard.press("Enter");
  await desk.getByText("选了 2 件，办成 2 件").waitFor();
  await scene.look(desk, "desk-bulk");
  await other.locator(`#ticket-${numbers[0]}`).getByText("已派单").waitFor();

  await tap(scene, await enter(scene, "/chat/residents", "马婶"));
}

async function enter(scene, path, name) {
  const room = await scene.visit(path);
  await room.getByLabel("大家怎么称呼您").fill(name);
  await room.getByRole("button", { name: "进入" }).click();
  return room;
}

// report says something in the room and returns the number of its ticket.
async function report(room, words) {
  await room.getByLabel("说点什么").fill(words);
  await room.getByRole("button", { name: "发送" }).click();
  const ack = room.getByText(/#\d+ 收到/).filter({ hasText: words.slice(0, 5) }).last();
  await ack.waitFor();
  return (await ack.textContent()).match(/#(\d+)/)[1];
}

// tap judges what triage was unsure of, without leaving the list.
async function tap(scene, room) {
  const inbox = await scene.visit("/desk/inbox", { role: "street" });
  for (const words of ["路灯不亮", "这种事怎么没人管"]) {
    await room.getByLabel("说点什么").fill(words);
    await room.getByRole("button", { name: "发送" }).click();
    await inbox.locator("#letters").getByText(words, { exact: true }).waitFor();
  }
  await scene.look(inbox, "desk-inbox");
  await inbox.keyboard.press("j");
  await inbox.keyboard.press("n");
  await inbox.getByText("算闲聊").waitFor();
  await inbox.getByRole("button", { name: "撤销" }).click();
  await inbox.waitForURL(/#letter-/);
}
