// Reports that are sent without a network wait in the browser, and each is sent once when
// the network is back, whichever of several pages they were written on; the form itself
// opens without a network.
import { photo } from "./lib/photo.mjs";

const words = "望河街公交站牌歪了，快要倒";
const more = ["东门街路灯不亮了", "西关街井盖翘起来了"]; // while the first one waits
const unkept = "北门街护栏断了一截";

export default async function (scene) {
  scene.forgive(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  const rider = await scene.person();
  const page = await rider.newPage();
  await page.goto("/report?lang=zh-CN"); // remembered: a worker does not speak the page's language
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.evaluate(async () => { // the worker keeps the form first
    while (!await caches.match("/report")) await new Promise((done) => setTimeout(done, 50));
  });

  await rider.setOffline(true);
  await page.goto("/report");
  await page.getByLabel("怎么了").fill(words);
  await page.getByLabel("在哪里").fill("望河街");
  await page.getByLabel("或从相册里选").setInputFiles([await photo(page, 21), await photo(page, 22)]);
  await page.locator("#chosen li").nth(1).waitFor();
  await page.getByRole("button", { name: "去掉 IMG_22.jpg" }).click();
  await page.getByRole("button", { name: "发送" }).click();
  await page.getByText("一联网就自动发出").waitFor();
  await page.locator("#waiting li", { hasText: words }).waitFor();
  await scene.look(page, "report-offline");

  const second = await rider.newPage(); // both pages try at once
  await second.goto("/report");
  for (const [i, p] of [page, second].entries()) { // and each has one more draft
    await p.getByLabel("怎么了").fill(more[i]);
    await p.getByRole("button", { name: "发送" }).click();
    await p.locator("#waiting li", { hasText: more[i] }).waitFor();
  }
  const full = await rider.newPage(); // of a phone that can keep nothing
  await full.addInitScript(() => { indexedDB.open = () => { throw new Error("no room"); }; });
  await full.goto("/report");
  await full.getByLabel("怎么了").fill(unkept);
  await full.getByRole("button", { name: "发送" }).click();
  await full.getByText("请别关这一页").waitFor();
  if (await full.getByLabel("怎么了").inputValue() !== unkept) throw new Error("a report that was not kept is gone");

  await rider.setOffline(false);
  await full.getByRole("button", { name: "发送" }).click();
  await full.waitForURL(/\/report\/[A-Z2-7]{26}/);
  await page.locator("#waiting").waitFor({ state: "hidden" });
  await second.locator("#waiting").waitFor({ state: "hidden" });
  const links = [];
  for (const p of [page, second]) {
    for (const sent of await p.getByRole("link", { name: "已经发出，看进度" }).all()) links.push(await sent.getAttribute("href"));
  }
  if (new Set(links).size !== 3 || links.length !== 3) throw new Error(`three reports led to ${links.join(" ")}`);
  const said = {};
  for (const link of links) {
    await page.goto(link);
    await page.locator("li.line.mine").first().waitFor();
    for (const line of await page.locator("li.line.mine").allTextContents()) {
      for (const one of [words, ...more]) if (line.includes(one)) said[one] = [...said[one] ?? [], link];
    }
  }
  for (const one of [words, ...more]) if (said[one]?.length !== 1) throw new Error(`${one} was said ${said[one]?.length ?? 0} times`);
  await page.goto(said[words][0]);
  await page.getByText(/#\d+ 收到/).first().waitFor();
  await page.locator("li.line.mine img").first().waitFor();
  if (await page.locator("li.line.mine img").count() !== 1) throw new Error("the photo that was taken away was sent");

  await page.goto("/");
  const listed = await page.getByText(words).count();
  if (listed > 1) throw new Error(`one report became ${listed} tickets`);
}
