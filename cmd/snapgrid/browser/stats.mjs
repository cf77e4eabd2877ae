// Staff look at the figures, at what is behind one of them, and at the ledger as it is
// printed.
import { desktop } from "./lib/scene.mjs";

export default async function (scene) {
  const page = await scene.visit("/desk/stats", { role: "street", size: desktop });
  await page.getByText("怎么算的").first().click();
  await page.getByText("看表格").click();
  await scene.look(page, "stats");

  await page.locator("article", { hasText: "受理" }).first().getByRole("link").first().click();
  await page.getByRole("heading", { name: /受理：算进去的/ }).waitFor();
  await page.goto("/desk/ledger");
  await page.getByRole("columnheader", { name: "投诉人" }).waitFor();
  await page.emulateMedia({ media: "print" });
  if (await page.locator("nav.menu").isVisible()) throw new Error("the menu would be printed");
}
