// A report on the page, with JavaScript and without: number, and the link to follow.
import { photo } from "./lib/photo.mjs";

export default async function (scene) {
  const page = await scene.visit("/report");
  await scene.look(page, "report");
  await scene.picture(page, "report");
  await send(page, "路面塌了一个坑，电动车差点摔了", await photo(page, 1));
  await page.getByText(/#\d+ 收到/).first().waitFor();
  await scene.look(page, "conversation");

  const plain = await scene.visit("/report", { script: false });
  await send(plain, "书院路66号路灯不亮了", await photo(page, 2));
  await plain.getByText("您反映的事").waitFor();
  while (!await plain.getByText(/#\d+ 收到/).first().isVisible()) await plain.reload();
}

async function send(page, words, file) {
  await page.getByLabel("怎么了").fill(words);
  await page.getByLabel("在哪里").fill("书院路66号");
  await page.getByLabel("或从相册里选").setInputFiles(file);
  await page.getByRole("button", { name: "发送" }).click();
  await page.waitForURL(/\/report\/[A-Z2-7]{26}/);
}
