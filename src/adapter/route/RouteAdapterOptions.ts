export interface RouteAdapterOptions {
  /**
   * Longest time for a whole sign-out but the app's own hooks, in milliseconds; the server has its own. Where the page has
   * an adapter for the URL already, that one's stays. @default 15000
   */
  deadlineMs?: number;
}
