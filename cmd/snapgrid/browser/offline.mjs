// A report that is sent without a network waits in the browser, and is sent once when the
// network is back; the form itself opens without a network.
import { photo } from "./lib/photo.mjs";

const words = "望河街公交站牌歪了，快要倒";

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
  await rider.setOffline(false);
  const link = await Promise.any([page, second].map(async (p) => {
    const sent = p.getByRole("link", { name: "已经发出，看进度" });
    await sent.waitFor();
    return sent.getAttribute("href");
  }));
  await page.locator("#waiting").waitFor({ state: "hidden" });
  await page.goto(link);
  await page.getByText(/#\d+ 收到/).first().waitFor();
  const said = await page.locator("li.line.mine", { hasText: words }).count();
  if (said !== 1) throw new Error(`the report was said ${said} times`);
  await page.locator("li.line.mine img").first().waitFor();
  if (await page.locator("li.line.mine img").count() !== 1) throw new Error("the photo that was taken away was sent");

  await page.goto("/");
  const listed = await page.getByText(words).count();
  if (listed > 1) throw new Error(`one report became ${listed} tickets`);
}
