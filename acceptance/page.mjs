// Opens each page of a folder in Chromium, phone and desktop, light and dark, and says what is wrong with it, as JSON.
//
//   node page.mjs FOLDER MODULES [--shots FOLDER]
//
// Nothing leaves this machine: pages are answered from the folder, pictures are drawn here, all else is noted.
import { createRequire } from "module";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "fs";
import { join, resolve } from "path";

const [folder, modules, , shots] = process.argv.slice(2);
const require = createRequire(resolve(modules, "x"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const SITE = "http://pages.invalid/";
const PAGES = readdirSync(folder).filter((name) => name.endsWith(".html")).sort();
const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 900 } };
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
// A quay at dusk, of the size that the page says it has; where it says none, of two sizes by turns.
const picture = (html, url, n) => {
  const tag = html.split("<img ").find((tag) => tag.startsWith(`src="${url.replaceAll("&", "&amp;")}"`)) ?? "";
  const said = ["width", "height"].map((side) => tag.split(">")[0].match(` ${side}="(\\d+)"`)?.[1]);
  const [w, h] = said[0] ? said : url.includes("flag") ? [24, 16] : n % 2 ? [640, 900] : [1200, 700];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 12 8" preserveAspectRatio="none">
<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="#26364d"/><stop offset=".6" stop-color="#c2705a"/>
<stop offset="1" stop-color="#f0c08a"/></linearGradient></defs><rect width="12" height="8" fill="url(#s)"/>
<circle cx="8.6" cy="4.6" r=".8" fill="#f7dcae"/><path d="M0 5.6h12V8H0z" fill="#22303f"/>
<path d="M1 5.6V4.4h1.6v-1h.5v1h.9v-.5h1.8v1.7zM6.6 5.9h2.3l-.4.5H7z" fill="#131b24"/></svg>`;
};

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
const results = [];

async function open(name, size, scheme) {
  const context = await browser.newContext({ viewport: SIZES[size], colorScheme: scheme });
  const page = await context.newPage();
  const asked = [], refused = [];
  const html = readFileSync(join(folder, name), "utf8");
  let pictures = 0;
  await page.route("**/*", (route) => {
    const request = route.request();
    const type = request.resourceType();
    if (request.url().startsWith(SITE) && type === "document")
      return route.fulfill({ body: html, contentType: "text/html; charset=utf-8" });
    if (type === "image") return route.fulfill({ body: picture(html, request.url(), pictures++), contentType: "image/svg+xml" });
    asked.push(`${type} ${request.url()}`);
    return route.abort();
  });
  page.on("console", (message) => refused.push(message.text()));
  page.on("pageerror", (error) => refused.push(String(error)));
  const before = Date.now();
  await page.goto(SITE + name, { waitUntil: "load" });
  return { context, page, asked, refused, load: Date.now() - before, pictures: () => pictures };
}

for (const name of PAGES) {
  const large = readFileSync(join(folder, name)).length;
  const [long, huge] = [large > 2e5, large > 4e6];
  for (const size of Object.keys(SIZES))
    for (const scheme of long ? ["light"] : ["light", "dark"]) {
      const { context, page, asked, refused, load, pictures } = await open(name, size, scheme);
      // How far what is in sight is moved by what loads, all the way down.
      const moved = huge ? 0 : await page.evaluate(async () => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
        const steps = Math.min(60, document.documentElement.scrollHeight / 500);
        for (let n = 0; n < steps; n++) {
          scrollBy(0, 500);
          await new Promise((done) => setTimeout(done, 20));
        }
        scrollTo(0, 0);
        await new Promise((done) => setTimeout(done, 100));
        return sum;
      });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      let findings = null;
      if (!huge) {
        await page.evaluate(axe);
        findings = await page.evaluate(async () => {
          for (const fold of document.querySelectorAll("details")) fold.open = true;
          const found = await window.axe.run(document, { rules: { "target-size": { enabled: true } } });
          return found.violations.map((v) => `${v.id} (${v.impact}): ${v.nodes[0].html.slice(0, 120)}`);
        });
      }
      // The last of the jumps leads to where it says.
      const jump = page.locator("nav details:last-of-type li:last-child a");
      let astray = 0;
      if (await jump.count()) {
        const target = (await jump.getAttribute("href")).slice(1);
        await page.evaluate((id) => { location.hash = id; }, target);
        await page.waitForTimeout(300);
        astray = await page.evaluate((id) => {
          const top = document.getElementById(id)?.getBoundingClientRect().top ?? -1e4;
          return top < -5 || top > innerHeight ? Math.round(top) : 0;
        }, target);
      }
      const filter = page.locator("#only");
      let filtered = true;
      if (!huge && (await filter.count())) {
        await filter.check();
        filtered = await page.evaluate(() => [...document.querySelectorAll("article")].every(
          (post) => post.matches(".key") === post.getClientRects().length > 0));
        await filter.uncheck();
      }
      results.push({ name, size, scheme, load, moved, wide, findings, asked, refused, astray, filtered, pictures: pictures() });
      if (shots) {
        mkdirSync(shots, { recursive: true });
        await page.goto("about:blank");
        await page.goto(SITE + name, { waitUntil: "load" });
        const path = join(shots, `${name.replace(".html", "")}-${size}-${scheme}`);
        await page.screenshot({ path: `${path}.png` });
        if (!long) await page.screenshot({ path: `${path}-full.png`, fullPage: true });
      }
      if (size === "desktop" && scheme === "light" && !long)
        writeFileSync(join(folder, name.replace(".html", ".pdf")), await page.pdf({ format: "A4" }));
      await context.close();
    }
}
await browser.close();
console.log(JSON.stringify(results));
