/** The handlers of one route. They resolve to an answer whatever happens. */
export interface SignOutRoute {
  /**
   * Says who is signed in, as their own cookies name them, and whose tokens lie there at all, null for each whose can't be
   * read: `{ user, canSignOutGlobally, held }`. Changes nothing.
   */
  GET(request: Request): Promise<Response>;
  /**
   * Signs out as the JSON body asks, `{ scope, redirectUrl?, userId?, retry? }`, and answers `{ outcome, retry?, leaveTo? }`.
   * 403 where no page of the app's own asks, 400 for a body that is none; then nothing is sent and nothing cleared.
   */
  POST(request: Request): Promise<Response>;
}
