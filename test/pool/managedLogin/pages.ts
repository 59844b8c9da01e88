/** The sign-in form. It posts to the address that it was served from. */
export function signInPage(problem = ''): string {
  return page(
    'Sign in',
    `<h1>Sign in to your account</h1>
    ${problem && `<p role="alert">${problem}</p>`}
    <form method="post">
      <label>Username <input name="username" autocomplete="username" /></label>
      <label>Password <input name="password" type="password" autocomplete="current-password" /></label>
      <button>Sign in</button>
    </form>`,
  );
}

export function errorPage(reason: string): string {
  return page(
    'Error',
    `<h1>An error was encountered with the requested page.</h1>
    <p>${reason}</p>`,
  );
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
  </head>
  <body>
    ${content}
  </body>
</html>
`;
}
