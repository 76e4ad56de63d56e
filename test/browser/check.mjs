// What holds on every page. Each check names what a person would lose: `t.ok(good, what is wrong)`.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const weightMax = 60 * 1024; // a page on a slow line, everything in it
export const phone = { width: 360, height: 740 }, desk = { width: 1280, height: 900 };

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'long-title': 'off', 'no-trailing-whitespace': 'off', 'void-style': 'off', 'doctype-style': 'off',
    'no-autofocus': 'off',         // the summary of faults takes the focus without script
    'no-redundant-role': 'off',    // tables keep their roles where the phone's layout changes `display`
    'prefer-native-element': 'off',
    'prefer-button': 'off', // <input type="image"> sends where it was clicked, which no button does
    'tel-non-breaking': 'off',
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button'] }],
  },
});

// Keeps what a browser complains of; `complaints` is emptied by the reader.
export async function watch(page, base) {
  const seen = { complaints: [], bytes: 0 };
  page.on('console', m => { if (m.type() === 'error' && !/status of (4\d\d|5\d\d)/.test(m.text())) seen.complaints.push(m.text()); });
  page.on('pageerror', e => seen.complaints.push(String(e)));
  page.on('request', r => {
    if (!r.url().startsWith(base + '/') && !r.url().startsWith('data:')) seen.complaints.push('asks another host: ' + r.url());
  });
  const wire = await page.context().newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
  wire.on('Network.loadingFinished', e => (seen.bytes += e.encodedDataLength));
  seen.take = () => seen.complaints.splice(0).join('; ');
  return seen;
}

// Cheap, after every step of a journey.
export async function checkBasics(t, page, lang = 'vi') {
  const where = new URL(page.url()).pathname;
  const now = await page.evaluate(() => ({ title: document.title, h1: document.querySelectorAll('h1').length, lang: document.documentElement.lang }));
  t.ok(now.title.length > 3, `${where}: no title`);
  t.ok(now.h1 === 1, `${where}: ${now.h1} headings h1`);
  t.ok(now.lang === lang, `${where}: lang is "${now.lang}"`);
}

// The page's source: what a browser without script, or a reading machine, gets.
export function checkSource(t, where, html) {
  // data about the page is a script by name alone: nothing runs it
  const inline = / style=| on[a-z]+="|<style|javascript:|<script(?![^>]* src=|[^>]* type="application\/ld\+json")/.exec(html);
  t.ok(!inline, `${where}: inline style or script: ${inline && html.slice(inline.index, inline.index + 60)}`);
  const forms = html.match(/<form[\s\S]*?<\/form>/g) || [];
  t.ok(forms.every(f => /action="\//.test(f) && /<button/.test(f)), `${where}: a form cannot be sent without script`);
  const faults = validator.validateStringSync(html).results.flatMap(r => r.messages);
  t.ok(!faults.length, `${where}: not valid: ` + faults.slice(0, 4).map(m => `${m.ruleId} line ${m.line}: ${m.message}`).join(' | '));
}

// No fault that a program finds, open parts included.
export async function checkAxe(t, page, what) {
  const opened = await page.evaluate(() => [...document.querySelectorAll('details:not([open])')].map(d => (d.open = true)).length);
  if (!await page.evaluate(() => window.axe)) await page.evaluate(axe);
  const r = await page.evaluate(only => window.axe.run(document, { runOnly: only, resultTypes: ['violations'] }), rules);
  t.ok(!r.violations.length, `${what}: axe: ` + r.violations.map(v => `${v.id} x${v.nodes.length} ${v.nodes[0].html.slice(0, 140)} ${v.nodes[0].failureSummary.split('\n')[1] || ''}`).join('\n      '));
  if (opened) await page.evaluate(() => document.querySelectorAll('details').forEach(d => (d.open = false)));
}

export async function checkReflow(t, page, where) {
  const sideways = () => page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - innerWidth;
    if (wide <= 0) return '';
    const e = [...document.querySelectorAll('main *, header *, footer *')].find(x => x.getBoundingClientRect().right > innerWidth + 1 && !x.closest('.scroll'));
    return `${wide} px, by ${e ? e.outerHTML.slice(0, 80) : '?'}`;
  });
  for (const width of [360, 320]) { // 320 is a desk at 400 %
    await page.setViewportSize({ width, height: 700 });
    const over = await sideways();
    t.ok(!over, `${where}: scrolls sideways at ${width} px: ${over}`);
  }
  await page.setViewportSize(desk);
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  const over = await sideways();
  t.ok(!over, `${where}: scrolls sideways with text at 200 %: ${over}`);
  await page.evaluate(() => document.documentElement.removeAttribute('style'));
}

// By keyboard: the skip link comes first, every stop is on screen and marked, nothing is left out.
async function checkKeyboard(t, page, where) {
  await page.evaluate(() => { // start before the first stop, wherever the focus was put
    document.activeElement.blur();
    const start = document.createElement('span');
    start.tabIndex = -1, document.body.prepend(start), start.focus(), start.remove();
  });
  const controls = await page.evaluate(() => {
    const group = new Set();
    return [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex="0"]')].filter(e => {
      if (!e.checkVisibility() || e.disabled) return false;
      if (e.type !== 'radio') return true;
      const first = !group.has(e.form?.action + e.name); // a group of radio buttons is one stop
      return group.add(e.form?.action + e.name), first;
    }).length;
  });
  const weak = [];
  let stops = 0, first = '';
  for (; stops <= controls + 20; stops++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body || e.dataset.stopped) return null;
      e.dataset.stopped = 1;
      const r = e.getBoundingClientRect(), s = getComputedStyle(e);
      return {
        css: e.className, html: e.outerHTML.slice(0, 90),
        seen: r.width > 4 && r.height > 4 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth,
        marked: (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.backgroundColor === 'rgb(255, 203, 71)',
      };
    });
    if (!stop) break;
    if (!stops) first = stop.css;
    if (!stop.seen || !stop.marked) weak.push(stop.html);
  }
  t.ok(first === 'skip', `${where}: the first stop is not the skip link but "${first}"`);
  t.ok(!weak.length, `${where}: focus cannot be seen on ${weak.length}: ${weak.slice(0, 3).join(' ')}`);
  t.ok(stops >= controls, `${where}: the keyboard reaches ${stops} of ${controls}`);
}

// Everything, on the page that `page` shows now; leaves it at the desk's width, in light.
export async function checkLoaded(t, page, where, { lang = 'vi', shots, shot } = {}) {
  const picture = async width => {
    if (shots) await page.screenshot({ path: `${shots}/${shot || where.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'home'}-${width}.png`, fullPage: true });
  };
  await checkBasics(t, page, lang);
  for (const [size, colorScheme] of [[phone, 'light'], [desk, 'dark']]) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await picture(size.width);
    await page.emulateMedia({ colorScheme });
    await checkAxe(t, page, `${where} at ${size.width} px, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await checkReflow(t, page, where);
  await checkKeyboard(t, page, where);
}

// Everything, from the address on: loading and weight as well.
export async function checkPage(t, page, seen, base, where, options = {}) {
  await page.setViewportSize(phone);
  seen.bytes = 0;
  const answer = await page.goto(base + where);
  t.ok(answer.status() === (options.status || 200), `${where}: status ${answer.status()}`);
  t.ok(seen.bytes <= weightMax, `${where}: weighs ${seen.bytes} bytes, more than ${weightMax}`);
  checkSource(t, where, await answer.text());
  await checkLoaded(t, page, where, options);
  const complaints = seen.take();
  t.ok(!complaints, `${where}: the browser complains: ${complaints}`);
}
