// The public page: before and after by the keyboard, the filter, the map and the list,
// the same without JavaScript, and in a frame.
import { photo } from "./lib/photo.mjs";
import { desktop } from "./lib/scene.mjs";

const words = "书院路12号雨水箅子破了一个大洞";

export default async function (scene) {
  const number = await repaired(scene);

  const page = await scene.visit("/?state=done");
  await page.getByRole("heading", { name: "刚刚修好的" }).waitFor();
  await scene.look(page, "home");
  const slider = page.getByRole("slider").first();
  await slider.focus();
  await page.keyboard.press("Home");
  const hidden = await slider.getAttribute("aria-valuetext");
  await page.keyboard.press("End");
  const shown = await slider.getAttribute("aria-valuetext");
  if (!hidden.includes("0%") || !shown.includes("100%")) throw new Error(`the slider says ${hidden}, ${shown}`);

  await page.goto("/");
  await page.getByLabel("在哪附近").fill("书院路12号");
  await page.getByRole("button", { name: "看看" }).click();
  await page.waitForURL(/near=/);
  await page.locator(`.tickets a[href="/tickets/${number}"]`).waitFor();
  const map = page.locator(".map .sheet svg");
  const whole = await map.getAttribute("viewBox");
  await page.getByRole("button", { name: "放大" }).click();
  if (await map.getAttribute("viewBox") === whole) throw new Error("the map does not come closer");
  await page.locator(`.marks a[href="/tickets/${number}"]`).focus();
  await page.keyboard.press("0");
  if (await map.getAttribute("viewBox") !== whole) throw new Error("the map does not go back by the keyboard");
  await scene.picture(page, "home");

  await page.goto(`/tickets/${number}`);
  await scene.look(page, "ticket");

  const plain = await scene.visit("/?class=P0104&state=done", { script: false, size: desktop });
  await plain.locator(`.tickets a[href="/tickets/${number}"]`).waitFor();
  if (await plain.locator(".compare figure").count() < 2) throw new Error("without JavaScript there are not two pictures");
  await plain.locator(`.marks a[href="/tickets/${number}"]`).waitFor();

  const frame = await scene.visit("/embed?lang=en");
  await frame.getByRole("heading", { name: "Around here" }).waitFor();
}

// repaired reports something in a chat of this case's own and resolves it.
async function repaired(scene) {
  const rider = await scene.visit("/chat/riders");
  await rider.getByLabel("大家怎么称呼您").fill("小陈");
  await rider.getByRole("button", { name: "进入" }).click();
  await rider.getByLabel("说点什么").fill(words);
  await rider.getByLabel("照片").setInputFiles(await photo(rider, 21));
  await rider.getByRole("button", { name: "发送" }).click();
  const ack = rider.getByText(/#\d+ 收到/).filter({ hasText: "书院路12号" }).first();
  await ack.waitFor();
  const number = (await ack.textContent()).match(/#(\d+)/)[1];

  const desk = await scene.visit(`/desk/tickets/${number}`, { role: "admin" });
  await desk.getByLabel("做了什么").fill("换了新的雨水箅子");
  await desk.getByLabel("修好后的照片").setInputFiles(await photo(desk, 22));
  await desk.getByRole("button", { name: "办结" }).click();
  await desk.getByRole("button", { name: "就这样发" }).click();
  await rider.locator("li.line").filter({ hasText: `#${number} 修好了` }).first().waitFor();
  return number;
}
