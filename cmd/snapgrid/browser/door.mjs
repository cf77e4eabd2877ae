// A code on a wall: who scans it reports from the group without being in it. The group
// hears of the report and of the repair, and not who it was.
import { photo } from "./lib/photo.mjs";

const words = "金槐家园单元门口的井盖翘起来了";

export default async function (scene) {
  scene.forgive(/status of 404/);
  const desk = await scene.visit("/desk/chats", { role: "street" });
  await desk.getByRole("link", { name: "槐荫社区居民群" }).click();
  await desk.getByRole("button", { name: "做一个反映码" }).click();
  const link = await desk.getByRole("link", { name: "打开表单" }).getAttribute("href");
  const poster = desk.url();
  await scene.look(desk, "poster");

  const stranger = await scene.visit(link);
  await stranger.getByText("槐荫社区居民群").waitFor();
  await scene.look(stranger, "report-door");
  await stranger.getByLabel("怎么了").fill(words);
  await stranger.getByLabel("或从相册里选").setInputFiles(await photo(stranger, 41));
  await stranger.getByRole("button", { name: "发送" }).click();
  await stranger.waitForURL(/\/report\/[A-Z2-7]{26}/);
  const ack = stranger.getByText(/#\d+ 收到/).first();
  await ack.waitFor();
  const number = (await ack.textContent()).match(/#(\d+)/)[1];

  const group = await scene.visit("/chat/residents");
  await group.getByText(`有人扫码反映，#${number} 收到`).waitFor();

  const office = await scene.visit(`/desk/tickets/${number}`, { role: "admin" });
  await office.getByLabel("做了什么").fill("井盖已经压平固定");
  await office.getByLabel("修好后的照片").setInputFiles(await photo(office, 42));
  await office.getByRole("button", { name: "办结" }).click();
  await office.getByRole("button", { name: "就这样发" }).click();
  const news = group.locator("li.line", { hasText: `#${number} 修好了` });
  await news.getByAltText("左边是之前，右边是之后").first().waitFor();
  await stranger.getByText(`#${number} 修好了`).first().waitFor();
  const secret = stranger.url().match(/[A-Z2-7]{26}/)[0];
  if ((await group.content()).includes(secret)) throw new Error("the group learns who reported");

  await desk.goto(poster);
  await desk.getByRole("button", { name: "停用这个反映码" }).click();
  const late = await scene.visit(link);
  await late.getByText("已经停用").waitFor();
}
