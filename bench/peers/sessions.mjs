// Tokens that every client decodes and nobody verifies.
const inAnHour = Math.floor(Date.now() / 1000) + 3600;
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** @param {object} claims */
export const token = (claims) =>
  `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode({ sub: 'alice', iat: inAnHour - 3600, exp: inAnHour, ...claims })}.unsigned`;

export const refreshToken = 'a-refresh-token';
export const expiresAt = inAnHour;
