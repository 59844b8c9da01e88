import { afterEach, beforeEach, vi } from 'vitest';
import { registry } from '../../src/adapter/amplify/page/registry';
import { PageStorage } from '../storages/PageStorage';
import { disconnectAll } from './connected';
import { onAnotherPage } from './setUp';

/** A tab of its own for each test, which is left after it. */
export function createTab() {
  let tab: EventTarget & { sessionStorage: PageStorage };
  beforeEach(() => {
    tab = Object.assign(new EventTarget(), { sessionStorage: new PageStorage() });
    vi.stubGlobal('window', tab);
  });
  afterEach(() => {
    disconnectAll();
    registry().signOuts.clear();
    onAnotherPage();
  });
  return {
    /** What the next page load finds. */
    get sessionStorage() {
      return tab.sessionStorage;
    },
    hides: () => tab.dispatchEvent(new Event('pagehide')),
  };
}
