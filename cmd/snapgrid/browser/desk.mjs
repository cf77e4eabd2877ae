// The other pages of the desk, with something on them, as the street and the
// administrator see them.
import { desktop, patience } from "./lib/scene.mjs";

export default async function (scene) {
  const room = await scene.visit("/chat/residents");
  await room.getByLabel("大家怎么称呼您").fill("周婶");
  await room.getByRole("button", { name: "进入" }).click();
  await room.getByLabel("说点什么").fill("纺织路33号门口三轮车占道卖菜");
  await room.getByRole("button", { name: "发送" }).click();
  const ack = room.getByText(/#\d+ 收到/).filter({ hasText: "纺织路33号" }).first();
  await ack.waitFor();
  const number = (await ack.textContent()).match(/#(\d+)/)[1];

  const head = await (await scene.person({ role: "admin", size: desktop })).newPage();
  const at = async (path, name) => {
    await head.goto(path);
    await scene.glance(head, name);
  };
  await programs(scene, head);
  await whistle(scene, head, number);
  await people(scene, head);
  await calls(scene, head);
  await head.goto("/desk/chats");
  await scene.glance(head, "desk-chats");
  await head.getByRole("link", { name: "槐荫社区居民群" }).click();
  await head.getByRole("button", { name: "做一个反映码" }).click();
  await head.getByRole("link", { name: "打开表单" }).waitFor();
  await scene.glance(head, "desk-poster");
  await head.goBack();
  await scene.glance(head, "desk-chat");
  await at("/desk/routes?category=E0401&cell=990101-07", "desk-routes");
  await at("/desk/promises", "desk-promises");
  await at("/desk/roster", "desk-roster");
  await at("/desk/places", "desk-places");
  await at("/desk/mutes", "desk-mutes");
  await at("/desk/learning", "desk-learning");
  await at("/desk/outbox", "desk-outbox");
  await at("/desk/shortfalls", "desk-shortfalls");
  await at("/desk/channels", "desk-channels");
  await at("/desk/queue", "desk-queue");
  await at("/desk/audit", "desk-audit");
}

// whistle calls a unit to a ticket.
async function whistle(scene, head, number) {
  await head.goto(`/desk/tickets/${number}`);
  await head.getByRole("button", { name: "属实", exact: true }).click();
  await head.locator("#history").getByText("核为属实").waitFor();
  await head.getByText("吹哨叫单位来").click();
  const form = head.locator("#called form");
  await form.getByRole("checkbox").first().check();
  await form.getByLabel("为什么").fill("劝离三次又回来");
  await form.getByRole("button", { name: "吹哨" }).click();
  await head.locator("#called").getByText(/哨\d+/).waitFor();
  await head.goto("/desk/whistles");
  await scene.glance(head, "desk-whistles");
  await head.getByRole("link", { name: /哨\d+/ }).first().click();
  await head.getByText("劝离三次又回来").first().waitFor();
  await scene.glance(head, "desk-whistle");
}

// people invites somebody.
async function people(scene, head) {
  await head.goto("/desk/people");
  await head.getByLabel("姓名").fill("新来的");
  await head.locator("form", { has: head.getByLabel("姓名") }).getByLabel("职责").selectOption("street");
  await head.getByRole("button", { name: "生成邀请" }).click();
  await head.getByText("/bind").waitFor();
  await scene.glance(head, "desk-people");
}

// programs lets one program in, and has another told.
async function programs(scene, head) {
  await head.goto("/desk/programs");
  await head.getByText("发一把钥匙").first().click();
  await head.getByLabel("名字").first().fill("大屏");
  await head.getByLabel("看工单和吹哨").check();
  await head.getByRole("button", { name: "发一把钥匙" }).click();
  await head.getByText("sgt_").waitFor();
  await head.getByText("加一个推送").first().click();
  const form = head.locator("form[action$=webhooks]");
  await form.getByLabel("名字").fill("大屏");
  await form.getByLabel("地址").fill("https://screen.example/hook");
  await form.getByRole("button").click();
  await head.getByText("whsec_").waitFor();
  await scene.glance(head, "desk-programs");
}

// calls looks at what the other program was told of since, which it is not there to hear.
async function calls(scene, head) {
  const row = head.getByRole("listitem").filter({ hasText: "还会再试" }).first();
  for (const end = Date.now() + patience; Date.now() < end && !(await row.isVisible());) {
    await head.goto("/desk/programs");
    await head.getByRole("link", { name: "大屏" }).click();
    await head.getByRole("heading", { name: "推送记录" }).waitFor();
  }
  await row.waitFor();
  await scene.glance(head, "desk-calls");
}
