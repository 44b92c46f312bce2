/** Only this origin: no script, style, font or call of any other host. The editor writes its styles inline. */
export const graphiqlPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The page itself. */
export const graphiqlPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Modelwarden GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/graphiql/graphiql.min.css">
<link rel="stylesheet" href="/graphiql/page.css">
</head>
<body>
<form id="caller"><label for="token">Token</label>
<input id="token" type="password" autocomplete="off" spellcheck="false" placeholder="mw_...">
<button type="submit">Use</button><output id="state">Enter a token, or log in, to read the schema.</output>
<a href="/auth/login?returnTo=/graphql">Log in</a><button type="button" id="logout">Log out</button></form>
<div id="graphiql"></div>
<script src="/graphiql/react.production.min.js"></script>
<script src="/graphiql/react-dom.production.min.js"></script>
<script src="/graphiql/graphiql.min.js"></script>
<script src="/graphiql/page.js"></script>
</body>
</html>
`

/** Styles of the page around the editor. */
export const graphiqlStyle = `html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; font: 14px/1.4 system-ui, sans-serif; }
#caller { display: flex; gap: 8px; align-items: center; padding: 8px 12px; border-bottom: 1px solid #d0d4db; }
#caller input { flex: 0 1 28rem; padding: 4px 8px; font-family: ui-monospace, monospace; }
#caller button { padding: 4px 12px; }
#graphiql { flex: 1; min-height: 0; }
`

/**
 * Joins the editor to `/graphql`. The token stays in this page's memory: it is never stored, so a shared machine keeps
 * none. Without a token the session of a browser login is used where there is one, and with a new token the schema is
 * read again.
 */
export const graphiqlScript = `'use strict';
(() => {
  const e = React.createElement;
  const root = ReactDOM.createRoot(document.getElementById('graphiql'));
  const state = document.getElementById('state');
  let token = '';
  const fetcher = async (parameters, options) => {
    const given = (options && options.headers) || {};
    const named = Object.keys(given).find((name) => name.toLowerCase() === 'authorization');
    const authorization = named ? given[named] : token && 'Bearer ' + token;
    const headers = { accept: 'application/graphql-response+json', 'content-type': 'application/json', ...given };
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: authorization ? { ...headers, authorization } : { ...headers, 'apollo-require-preflight': '1' },
      body: JSON.stringify(parameters),
      credentials: authorization ? 'omit' : 'same-origin',
    });
    return response.json();
  };
  const storage = { length: 0, clear() {}, getItem: () => null, removeItem() {}, setItem() {} };
  const render = (key) => root.render(e(GraphiQL, {
    key, fetcher, storage, shouldPersistHeaders: false, isHeadersEditorEnabled: true,
    defaultQuery: '{\\n  viewer { name roles }\\n  sources { name kind state version }\\n}\\n',
  }));
  document.getElementById('caller').addEventListener('submit', (event) => {
    event.preventDefault();
    token = document.getElementById('token').value.trim();
    state.textContent = token ? 'Token in use until this page is closed.' : 'Enter a token, or log in, to read the schema.';
    render(String(Date.now()));
  });
  document.getElementById('logout').addEventListener('click', async () => {
    await fetch('/auth/logout', { method: 'POST' });
    token = '';
    state.textContent = 'Enter a token, or log in, to read the schema.';
    render(String(Date.now()));
  });
  render('first');
})();
`
