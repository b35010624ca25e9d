// What a browser does on a log-in: keeps cookies by address, follows redirects, and nothing else.
export class Browser {
  cookies = new Map(); // origin → name → value

  jar(url) {
    const origin = new URL(url).origin;
    if (!this.cookies.has(origin)) this.cookies.set(origin, new Map());
    return this.cookies.get(origin);
  }

  async get(url, init = {}) {
    const cookie = [...this.jar(url)].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', ...init, headers: { ...(cookie && { cookie }), ...init.headers } });
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      if (value === '' || /Max-Age=0/i.test(line) || /expires=Thu, 01 Jan 1970/i.test(line)) this.jar(url).delete(name);
      else this.jar(url).set(name, value);
    }
    return response;
  }

  // Follows redirects until one leads to an address that `until` accepts, or there is none; returns the last address.
  async follow(url, until = () => false) {
    for (let i = 0; i < 20; i += 1) {
      if (until(url)) return url;
      const response = await this.get(url);
      const to = response.headers.get('location');
      if (!to) return url;
      url = new URL(to, url).href;
    }
    throw new Error(`too many redirects, the last to ${url}`);
  }
}
