// Two people in a room see each other at once; a cut connection loses and doubles nothing.
import { desktop } from "./lib/scene.mjs";

export default async function (scene) {
  scene.forgive(/ERR_INTERNET_DISCONNECTED|Failed to load resource/);
  const her = await scene.person({ size: desktop });
  const wang = await enter(await her.newPage(), "王敏二");
  const liu = await enter(await (await scene.person()).newPage(), "刘洋二");

  await say(wang, "早上好，一号楼");
  await liu.getByText("早上好，一号楼").waitFor();

  await liu.locator("li.line", { hasText: "早上好，一号楼" }).getByRole("link", { name: "回复" }).click();
  await say(liu, "早，收到啦");
  await wang.locator("li.line", { hasText: "早，收到啦" }).locator("blockquote", { hasText: "早上好，一号楼" }).waitFor();

  await her.setOffline(true);
  for (const n of [1, 2, 3]) await say(liu, `断网时说的第${n}句`);
  await her.setOffline(false);
  await say(liu, "又连上了吗");
  await wang.getByText("又连上了吗").waitFor();
  const heard = await wang.locator("li.line .words", { hasText: /断网时说的第.句/ }).allTextContents();
  if (heard.join() !== "断网时说的第1句,断网时说的第2句,断网时说的第3句") throw new Error(`after the cut she saw: ${heard}`);
}

async function enter(page, name) {
  await page.goto("/chat/residents");
  await page.getByLabel("大家怎么称呼您").fill(name);
  await page.getByRole("button", { name: "进入" }).click();
  await page.getByLabel("说点什么").waitFor();
  return page;
}

async function say(page, words) {
  await page.getByLabel("说点什么").fill(words);
  await page.getByRole("button", { name: "发送" }).click();
  await page.getByText(words).waitFor();
}
