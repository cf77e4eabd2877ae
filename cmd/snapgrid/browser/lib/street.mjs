// One Chromium for all cases, and what a case can do in it.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Scene, patience } from "./scene.mjs";

// open starts the browser. settings: url of the program; modules, the folder with
// node_modules; chromium, its path; staff, a one-time link for each role; looks
// and pictures, folders for screenshots or "".
export async function open(settings) {
  const require = createRequire(join(settings.modules, "street.js"));
  const { chromium } = require("playwright-core");
  const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  const browser = await chromium.launch({ executablePath: settings.chromium, args: ["--no-sandbox"], timeout: patience });
  for (const folder of [settings.looks, settings.pictures]) if (folder) mkdirSync(folder, { recursive: true });
  return new Street(settings, browser, axe);
}

class Street {
  #sessions = new Map(); // by role, the promise of what its browser keeps

  constructor(settings, browser, axe) {
    Object.assign(this, { settings, browser, axe });
  }

  scene(name) { return new Scene(this, name); }

  // session logs a role in, once for all cases.
  session(role) {
    if (!this.#sessions.has(role)) this.#sessions.set(role, this.#logIn(role));
    return this.#sessions.get(role);
  }

  async #logIn(role) {
    const link = this.settings.staff[role];
    if (!link) throw new Error(`nobody is ${role} here; there are ${Object.keys(this.settings.staff)}`);
    const context = await this.browser.newContext({ locale: "zh-CN" });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    await page.goto(link);
    await Promise.all([page.waitForURL("**/desk"), page.click("main form button")]);
    const state = await context.storageState();
    await context.close();
    return state;
  }

  close() { return this.browser.close(); }
}
