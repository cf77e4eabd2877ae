// What one case sees: pages at a size, as somebody, which are watched for errors.
import { join } from "node:path";
import { names, sideways } from "./looks.mjs";

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1440, height: 900 };

// patience is how long a page may take: much longer than needed, so that only a
// missing thing fails. In milliseconds.
export const patience = 60_000;

export class Scene {
  #faults = [];
  #contexts = [];
  #forgiven = [];

  constructor(street, name) {
    this.street = street;
    this.name = name;
    this.url = street.settings.url;
  }

  // person is somebody with a browser of their own: a Playwright context.
  // size: phone or desktop; script: false turns JavaScript off; role: logged in as
  // admin, street, unit_officer or grid_officer; more goes to newContext.
  async person({ size = phone, script = true, role = "", ...more } = {}) {
    const storageState = role ? await this.street.session(role) : undefined;
    const context = await this.street.browser.newContext({
      viewport: size, locale: "zh-CN", javaScriptEnabled: script, storageState, baseURL: this.url, ...more,
    });
    context.setDefaultTimeout(patience);
    this.#contexts.push(context);
    context.on("request", (r) => this.#watchHost(r.url()));
    context.on("page", (page) => this.#watch(page));
    return context;
  }

  // visit opens a page as somebody new; who: see person.
  async visit(path, who) {
    const page = await (await this.person(who)).newPage();
    await page.goto(path);
    return page;
  }

  // forgive lets errors pass that a case causes on purpose.
  forgive(pattern) { this.#forgiven.push(pattern); }

  #watchHost(address) {
    const url = new URL(address);
    if (/^(http|ws)s?:$/.test(url.protocol) && url.origin !== new URL(this.url).origin) {
      this.#faults.push(`a page asks ${url.origin}, a foreign host`);
    }
  }

  #watch(page) {
    const note = (kind, text) => {
      if (!this.#forgiven.some((p) => p.test(text))) this.#faults.push(`${kind} at ${page.url()}: ${text}`);
    };
    page.on("console", (m) => { if (m.type() === "error") note("console error", m.text()); });
    page.on("pageerror", (e) => note("page error", e.stack ?? String(e)));
  }

  // look checks a page as people see it, at both sizes, light and dark: names of
  // controls, headings, landmarks, contrast, no scrolling sideways. With a folder
  // for looks every view is kept as a picture.
  // glance is look with fewer questions, for one of many pages that are built alike:
  // names and contrast on a phone in light and on a desk in dark.
  look(page, name) { return this.#look(page, name, (size, colours) => size === "phone" || colours === "light"); }
  glance(page, name) { return this.#look(page, name, (size, colours) => (size === "phone") === (colours === "light")); }

  async #look(page, name, asks) {
    await page.waitForLoadState(); // a click may just have led here
    const before = page.viewportSize();
    for (const [size, view] of Object.entries({ phone, desktop })) {
      await page.setViewportSize(view);
      this.#faults.push(...await sideways(page, `${name}, ${size}`));
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        if (asks(size, colorScheme)) { // colours are the same at both sizes
          this.#faults.push(...await names(page, this.street.axe, `${name}, ${size}, ${colorScheme}`));
        }
        await this.#keep(page, this.street.settings.looks, `${name}-${size}-${colorScheme}`, true);
      }
    }
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize(before);
  }

  // picture keeps what the page shows now, for the documents.
  picture(page, name) { return this.#keep(page, this.street.settings.pictures, name, false); }

  async #keep(page, folder, name, fullPage) {
    if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage, animations: "disabled" });
  }

  // end closes what the case opened, and says what was wrong.
  async end() {
    await Promise.all(this.#contexts.map((c) => c.close()));
    return this.#faults;
  }
}
