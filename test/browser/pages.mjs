// Every page that has an address: those without parameters from `kheo routes`, the others by the links that lead to them.
import { checkAxe, checkBasics, checkPage, checkReflow, checkSource, phone } from './check.mjs';
import { Person } from './person.mjs';
import { demoData, kheo, serve } from './server.mjs';

const routes = JSON.parse(kheo('routes', '--json').out).filter(r => r.method === 'GET');
const staff = ['danvan@22945', 'motcua@22945', 'lanhdao@68', 'danvan@68', 'quantri@68', 'quantri', 'bientap@68', 'tongbientap@68'];
const notPages = /^\/(healthz|readyz|metrics|dang-xuat|thiet-lap|api\/|log\/|open311\/)|^\/so-kiem-chung\/kiem-tra$|\.(atom|xml|txt|pdf)$/;
const single = route => !/\{/.test(route.path) && !notPages.test(route.path);
const pattern = route => new RegExp('^' + route.path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/?]+') + '$');
const withParameters = routes.filter(r => /\{/.test(r.path) && !notPages.test(r.path)).map(r => ({ ...r, like: pattern(r) }));
const routeOf = path => routes.find(r => r.path === path) || withParameters.find(r => r.like.test(path));

// The own addresses that a page links to, without a place in the page.
const linksOf = html => [...html.matchAll(/href="(\/[^"#]*)/g)].map(m => m[1].replace(/&amp;/g, '&'));

// What makes an address worth a look of its own: its route, the kind of its file, and whether it asks a question.
function sortOf(link) {
  const [path, question] = link.split('?');
  if (/^\/(en|tinh|dang-xuat)(\/|$)|\.(json|csv)$/.test(path) || notPages.test(path)) return null;
  const route = routeOf(path);
  return route && { route, key: `${route.path} ${/\/([A-Z]{2})-/.exec(path)?.[1] || ''} ${question ? '?' : ''}` };
}

// Follows links from `starts` on: the first address of every sort that is met, and every link with the page it stood on.
async function explore(person, starts) {
  const found = new Map(), links = new Map(), waiting = starts.map(s => [sortOf(s).key, s]);
  while (waiting.length) {
    const [key, address] = waiting.shift();
    if (found.has(key)) continue;
    const answer = await person.fetch(address);
    if (!answer.ok() || !/html/.test(answer.headers()['content-type'])) continue;
    found.set(key, address);
    for (const link of linksOf(await answer.text())) {
      if (!links.has(link)) links.set(link, address);
      const sort = sortOf(link);
      if (sort && !found.has(sort.key)) waiting.push([sort.key, link]);
    }
  }
  return { found, links };
}

const shotName = where => where.replace(/\W+/g, '-').replace(/^-|-$/g, '') || 'home';

const alive = new Set(); // public links need no second person to try them
async function noDeadEnd(t, person, links) {
  for (const [link, from] of links) {
    if (/^\/(dang-xuat|tinh\/)/.test(link) || alive.has(link)) continue;
    const answer = await person.fetch(link);
    if (answer.ok() && !link.startsWith('/can-bo')) alive.add(link);
    t.ok(answer.status() < 400, `${from} links to ${link}, which answers ${answer.status()}`);
  }
}

let server, starting;
const atDemo = async () => (server = await (starting ??= serve(demoData())));

async function publicPages(t, { browser, shots }) {
  const { base } = await atDemo();
  const person = await Person.open(t, browser, server);
  const starts = routes.filter(r => r.cap === 'public' && single(r)).map(r => r.path);
  const { found, links } = await explore(person, starts);
  for (const where of found.values()) await checkPage(t, person.page, person.seen, base, where, { shots, shot: shotName(where) });
  const missed = starts.filter(path => ![...found.values()].some(where => where.split('?')[0] === path)); // some answer only a question
  t.ok(!missed.length, `no link leads to ${missed.join(' ')}`);
  await noDeadEnd(t, person, links);
}

// The same in English: its words are another length, and its links must stay under /en.
async function englishPages(t, { browser }) {
  await atDemo();
  const person = await Person.open(t, browser, server, { size: phone });
  for (const { path } of routes.filter(r => r.cap === 'public' && single(r))) {
    const where = path === '/' ? '/en' : '/en' + path;
    const answer = await person.page.goto(server.base + where);
    if (!/html/.test(answer.headers()['content-type'])) continue;
    t.ok([200, 404].includes(answer.status()), `${where}: status ${answer.status()}`);
    await checkBasics(t, person.page, 'en');
    const html = await answer.text();
    checkSource(t, where, html);
    await checkAxe(t, person.page, where);
    const back = linksOf(html).filter(l => !/^\/(en|tinh)(\/|\?|$)/.test(l) && l.split('?')[0] !== path);
    t.ok(!back.length, `${where}: links back to Vietnamese: ${back.slice(0, 5).join(' ')}`);
    await checkReflow(t, person.page, where);
    await person.page.setViewportSize(phone);
  }
}

// Without script the words of the page are the same words.
async function withoutScript(t, { browser }) {
  await atDemo();
  const [with_, without] = [await Person.open(t, browser, server), await Person.open(t, browser, server, { js: false })];
  for (const { path } of routes.filter(r => r.cap === 'public' && single(r))) {
    const answer = await with_.page.goto(server.base + path);
    if (!/html/.test(answer.headers()['content-type'])) continue;
    await without.page.goto(server.base + path);
    const words = await without.text();
    t.ok(words.length > 60, `${path}: little to read without script: "${words}"`);
    t.same(words, await with_.text(), `${path} without script`);
  }
}

// Each sort of staff page as the first account that meets it.
async function staffPages(t, { browser, shots }) {
  const { base } = await atDemo();
  const left = new Set(routes.filter(r => r.cap !== 'public' && single(r)).map(r => r.path));
  const seen = new Set();
  for (const user of staff) {
    const person = await Person.open(t, browser, server);
    await person.signIn(user);
    const { found, links } = await explore(person, ['/can-bo', ...left]);
    for (const [key, where] of found) {
      const path = where.split('?')[0];
      if (routeOf(path).cap === 'public' || seen.has(key)) continue;
      seen.add(key), left.delete(path);
      await checkPage(t, person.page, person.seen, base, where, { shots, shot: shotName(where) });
    }
    await noDeadEnd(t, person, links);
    await person.close();
  }
  t.ok(!left.size, `nobody in the demo may see ${[...left].join(' ')}`);
}

// What is refused is a page too.
async function refusals(t, { browser, shots }) {
  const { base } = await atDemo();
  const person = await Person.open(t, browser, server);
  for (const [where, status, shot] of [['/khong-co-trang-nay', 404, 'khong-co'], ['/en/no-such-page', 404, 'en-khong-co'], ['/tra-cuu?ma=HS-7K4M-2QX9-5', 404, 'tra-cuu-khong-thay']])
    await checkPage(t, person.page, person.seen, base, where, { shots, status, shot, lang: where.startsWith('/en') ? 'en' : 'vi' });
  await person.page.goto(base + '/can-bo');
  t.ok(person.path.startsWith('/dang-nhap'), `/can-bo without sign-in leads to ${person.path}`);
}

export default {
  'pages.public': publicPages,
  'pages.staff': staffPages,
  'pages.english': englishPages,
  'pages.without-script': withoutScript,
  'pages.refusals': refusals,
  'pages.end': async t => { if (server) t.same(await server.stop(), 0, 'the server leaves'); },
};
