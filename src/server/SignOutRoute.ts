/** The handlers of one route. They resolve to an answer whatever happens. */
export interface SignOutRoute {
  /**
   * Says who is signed in, as their own cookies name them: `{ user, canSignOutGlobally }`. Changes nothing. Where tokens lie
   * there besides, `held` names the user ids of all of them, null for each that can't be read.
   */
  GET(request: Request): Promise<Response>;
  /**
   * Signs out as the JSON body asks, `{ scope, redirectUrl?, userId?, retry? }`, and answers `{ outcome, retry?, leaveTo? }`.
   * 403 where no page of the app's own asks, 400 for a body that is none; then nothing is sent and nothing cleared.
   */
  POST(request: Request): Promise<Response>;
}
