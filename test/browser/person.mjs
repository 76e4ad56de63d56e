// A person before a browser: finds everything by its visible name, and looks at every page that comes.
import { checkBasics, desk, watch } from './check.mjs';

export const password = 'dan-van-kheo-2026';

export class Person {
  static async open(t, browser, server, { js = true, size = desk } = {}) {
    const p = new Person();
    const context = await browser.newContext({ viewport: size, javaScriptEnabled: js, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
    context.setDefaultTimeout(15_000);
    t.contexts.push(context);
    Object.assign(p, { t, js, browser, server, context, page: await context.newPage(), lang: 'vi' });
    p.seen = await watch(p.page, server.base);
    return p;
  }

  async look() {
    await this.page.waitForLoadState('load');
    await checkBasics(this.t, this.page, new URL(this.page.url()).pathname.match(/^\/en(\/|$)/) ? 'en' : 'vi');
    const complaints = this.seen.take();
    this.t.ok(!complaints, `${this.path}: the browser complains: ${complaints}`);
  }
  get path() {
    const u = new URL(this.page.url());
    return u.pathname + u.search;
  }

  async go(path, status = 200) {
    const r = await this.page.goto(this.server.base + path);
    this.t.ok(r.status() === status, `${path}: status ${r.status()}, want ${status}`);
    await this.look();
  }
  // A click that leads to a page; gives that page's status.
  async leads(locator) {
    const [answer] = await Promise.all([
      this.page.waitForResponse(r => r.request().isNavigationRequest() && r.status() !== 303, { timeout: 15_000 }),
      locator.click(),
    ]);
    await this.look();
    return answer.status();
  }
  async follow(name, within = this.page) { return this.leads(within.getByRole('link', { name, exact: typeof name === 'string' }).first()); }
  async press(name, within = this.page) { return this.leads(within.getByRole('button', { name, exact: typeof name === 'string' }).first()); }

  // By its label, with or without the words "(not obligatory)" after it.
  field(label) {
    const name = new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( \\((không bắt buộc|optional)\\))?$`);
    return this.page.getByRole('main').getByLabel(name).and(this.page.locator('input,select,textarea')).first();
  }
  // { label: text }; a box or a radio button is ticked by `true`.
  async fill(fields) {
    for (const [label, value] of Object.entries(fields)) {
      const field = this.field(label);
      const kind = await field.evaluate(e => (e.tagName === 'SELECT' ? 'select' : e.type));
      if (kind === 'select') await field.selectOption({ label: value });
      else if (kind === 'checkbox' || kind === 'radio') await field.check();
      else await field.fill(value);
    }
  }
  async text() { return this.page.locator('main').innerText(); }
  async sees(...texts) {
    const text = (await this.text()).replace(/\s+/g, ' ');
    for (const x of texts) this.t.ok(typeof x === 'string' ? text.includes(x) : x.test(text), `${this.path}: "${x}" is not there: ${text.slice(0, 400)}`);
  }
  async seesNot(...texts) {
    const text = (await this.text()).replace(/\s+/g, ' ');
    for (const x of texts) this.t.ok(!text.includes(x), `${this.path}: "${x}" should not be there`);
  }

  async signIn(user, word = password) {
    await this.go('/dang-nhap');
    await this.fill({ [this.words.user]: user, [this.words.password]: word });
    await this.press('Đăng nhập', this.page.getByRole('main'));
    this.t.ok(!this.path.startsWith('/dang-nhap'), `${user} is not let in: ${this.path}`);
  }
  words = { user: 'Tên đăng nhập', password: 'Mật khẩu' };
  // The same address as data.
  async json(path = this.path) {
    const r = await this.context.request.get(this.server.base + path.replace(/(\?|$)/, '.json$1'));
    this.t.ok(r.status() === 200, `${path}.json: status ${r.status()}`);
    return r.json();
  }
  async fetch(path, options) { return this.context.request.get(this.server.base + path, options); }
  async close() { await this.context.close(); }
}
