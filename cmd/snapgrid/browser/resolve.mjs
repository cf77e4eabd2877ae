// Staff resolve a ticket with a photo on its page; the group sees before and after.
import { photo } from "./lib/photo.mjs";
import { desktop } from "./lib/scene.mjs";

const words = "纺织路98号垃圾堆成山没人清";

export default async function (scene) {
  const rider = await scene.visit("/chat/riders");
  await rider.getByLabel("大家怎么称呼您").fill("刘洋");
  await rider.getByRole("button", { name: "进入" }).click();
  await rider.getByLabel("说点什么").fill(words);
  await rider.getByLabel("照片").setInputFiles(await photo(rider, 11));
  await rider.getByRole("button", { name: "发送" }).click();
  const ack = rider.getByText(/#\d+ 收到/).filter({ hasText: "纺织路98号" }).first();
  await ack.waitFor();
  await scene.look(rider, "chat");
  const number = (await ack.textContent()).match(/#(\d+)/)[1];

  const desk = await scene.visit(`/desk/tickets/${number}`, { role: "admin", size: desktop });
  await scene.look(desk, "desk-ticket");
  await scene.picture(desk, "ticket");
  await desk.getByLabel("做了什么").fill("已清运，冲洗了地面");
  await desk.getByLabel("修好后的照片").setInputFiles(await photo(desk, 12));
  await desk.getByRole("button", { name: "办结" }).click();
  await desk.getByText("冲洗了地面").first().waitFor(); // as the group will read it
  await scene.look(desk, "desk-preview");
  await desk.getByRole("button", { name: "就这样发" }).click();

  const news = rider.locator("li.line").filter({ hasText: `#${number} 修好了` });
  await news.getByText("冲洗了地面").first().waitFor();
  await news.getByAltText("左边是之前，右边是之后").first().waitFor();
  await scene.picture(rider, "chat");
}
