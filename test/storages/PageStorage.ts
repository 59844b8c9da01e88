/** As a browser's localStorage: what it holds are its own properties, and its methods are not. */
export class PageStorage {
  [name: string]: unknown;

  get length() {
    return Object.keys(this).length;
  }

  key(index: number) {
    return Object.keys(this)[index] ?? null;
  }

  getItem(name: string) {
    return Object.hasOwn(this, name) ? this[name] : null;
  }

  setItem(name: string, value: string) {
    this[name] = value;
  }

  removeItem(name: string) {
    delete this[name];
  }

  clear() {
    for (const name of Object.keys(this)) delete this[name];
  }
}
