// The form, as a person without JavaScript uses it: serve_form.mjs ADDRESS BLOG [SCREENSHOT]. Prints JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [address, blog, screenshot] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
  "--disable-background-networking", "--disable-component-update"];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
const log = [], findings = [];
let judged = 0;

async function open(options) {
  const page = await (await browser.newContext({ viewport: { width: 820, height: 860 }, ...options })).newPage();
  page.on("console", message => message.text().includes("the server responded with a status of 502") || log.push(message.text()));
  page.on("pageerror", error => log.push(String(error)));
  page.on("request", request => request.url().startsWith(address) || log.push(`asked for ${request.url()}`));
  return page;
}

// A person pastes the address, looks, picks a format and copies the link.
const page = await open({ javaScriptEnabled: false });
await page.goto(address);
await page.getByLabel("Address of the live blog").fill(blog);
await page.getByRole("button", { name: "Look" }).click();
await page.getByRole("heading", { level: 1 }).waitFor();
if (screenshot) await page.screenshot({ path: screenshot });
await page.getByRole("link", { name: "RSS", exact: true }).click();
await page.getByRole("link", { name: "Atom", exact: true }).click();
const title = await page.getByRole("heading", { level: 1 }).textContent();
const posts = await page.getByRole("article").count();
const link = await page.locator("#link").textContent();

// All pages, in light and dark, on a desk and on a phone.
for (const colorScheme of ["light", "dark"]) {
  for (const viewport of [{ width: 1100, height: 800 }, { width: 360, height: 740 }]) {
    const judge = await open({ colorScheme, viewport });
    const paths = ["/", `/preview?url=${blog}`, `/preview?url=${new URL("/none", blog)}`, `/feed?format=html&url=${blog}`];
    for (const path of paths) {
      await judge.goto(address + path);
      await judge.evaluate(axe);
      const { violations } = await judge.evaluate(() => axe.run());
      findings.push(...violations.map(found => `${path} ${colorScheme}: ${found.id}: ${found.nodes[0].target}`));
      const wide = await judge.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      if (wide) findings.push(`${path}: wider than the window of ${viewport.width}`);
      judged++;
    }
  }
}
await browser.close();
console.log(JSON.stringify({ title, posts, link, axe: findings, judged, log }));
