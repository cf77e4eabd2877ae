// What can be said of any page by looking at it.

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// names asks axe-core whether everything has a name, a place and enough contrast.
export async function names(page, axe, where) {
  await page.evaluate(`window.axe || (() => { ${axe} })()`); // by the debugger, past the page's policy
  const { violations } = await page.evaluate((values) => window.axe.run(document, {
    runOnly: { type: "tag", values }, resultTypes: ["violations"],
  }), rules);
  return violations.map((v) => `${where}: ${v.help} (${v.id}): ${v.nodes.map((n) => n.html).slice(0, 3).join(" ")}`)
    .concat(await oneHeading(page, where));
}

async function oneHeading(page, where) {
  const [headings, language] = await page.evaluate(() => [
    document.querySelectorAll("h1").length, document.documentElement.lang,
  ]);
  const faults = [];
  if (headings !== 1) faults.push(`${where}: ${headings} headings of the first level`);
  if (!language) faults.push(`${where}: the page does not say its language`);
  return faults;
}

// sideways finds out whether the page is wider than its window.
export async function sideways(page, where) {
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  return wide > window ? [`${where}: scrolls sideways, ${wide} px in a window of ${window}`] : [];
}
