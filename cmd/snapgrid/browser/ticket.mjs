// A ticket's page shows what others do to it, and keeps what somebody is writing there.
import { photo } from "./lib/photo.mjs";
import { desktop } from "./lib/scene.mjs";

export default async function (scene) {
  const rider = await scene.visit("/chat/riders");
  await rider.getByLabel("大家怎么称呼您").fill("孙师傅");
  await rider.getByRole("button", { name: "进入" }).click();
  const say = async (words, ...files) => {
    await rider.getByLabel("说点什么").fill(words);
    if (files.length) await rider.getByLabel("照片").setInputFiles(files);
    await rider.getByRole("button", { name: "发送" }).click();
  };
  await say("书院路18号路边护栏倒了", await photo(rider, 31));
  const ack = rider.getByText(/#\d+ 收到/).filter({ hasText: "书院路18号" }).first();
  await ack.waitFor();
  const number = (await ack.textContent()).match(/#(\d+)/)[1];

  const mine = await scene.visit(`/desk/tickets/${number}`, { role: "street", size: desktop });
  const words = mine.getByLabel("做了什么，或为什么");
  await words.fill("已经叫人去扶了");
  await mine.evaluate(() => { window.kept = true; }); // lost if the page were loaded again
  await mine.getByText("派给单位", { exact: true }).click();

  const other = await scene.visit(`/desk/tickets/${number}`, { role: "admin" });
  await other.getByRole("button", { name: "签收" }).click();
  await mine.locator("#state").getByText("已签收").waitFor();
  await mine.locator("#history").getByText("签收").waitFor();
  await mine.getByText("您写的还在").waitFor();

  await say(`#${number} 又倒了一段`, await photo(rider, 32));
  await mine.locator("#spoken").getByText("又倒了一段").waitFor();
  await mine.locator("#shown img").nth(1).waitFor();
  const size = await mine.locator("#shown img").nth(1).evaluate((img) => img.decode().then(() => img.naturalWidth));
  if (!size) throw new Error("the new photo can not be seen");
  if (await words.inputValue() !== "已经叫人去扶了") throw new Error("what was written is lost");
  if (!await mine.getByLabel("派给", { exact: true }).isVisible()) throw new Error("what was unfolded is folded");
  if (!await mine.evaluate(() => window.kept)) throw new Error("the page was loaded again");
  await scene.look(mine, "desk-ticket-live");
}
