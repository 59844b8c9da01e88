export interface RouteAdapterOptions {
  /** Longest time for a whole sign-out but the app's own hooks, in milliseconds; the server has its own. @default 15000 */
  deadlineMs?: number;
}
