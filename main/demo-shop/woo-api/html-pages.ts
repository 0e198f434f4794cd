import { homeOf, restRootOf, type Shop, type ShopResponse } from './shop.ts'

const expired = 'Wed, 11 Jan 1984 05:00:00 GMT'

/** Pages for somebody who is logged in must not be stored: even a REST key counts, where there is no REST route. */
function noCache(loggedIn: boolean): Record<string, string> {
  const stored = loggedIn ? ', no-store, private' : ''
  return { Expires: expired, 'Cache-Control': `no-cache, must-revalidate, max-age=0${stored}` }
}

/** A page of the site itself: what WordPress answers wherever there is no REST route. */
export function sitePage(shop: Shop, status: 200 | 404, loggedIn: boolean): ShopResponse {
  const title = status === 200 ? shop.name : `Page not found &#8211; ${shop.name}`
  return {
    status,
    headers: {
      'X-Powered-By': 'PHP/8.2.36',
      ...noCache(loggedIn),
      'Content-Type': 'text/html; charset=UTF-8',
      Link: `<${restRootOf(shop)}>; rel="https://api.w.org/"`,
    },
    body: `<!doctype html>
<html lang="it-IT">
<head>
<meta charset="UTF-8">
<title>${title}</title>
<link rel="https://api.w.org/" href="${restRootOf(shop)}" />
</head>
<body><h1>${title}</h1></body>
</html>
`,
  }
}

/** WordPress' canonical redirect: with plain permalinks `/wp-json/...` is just a page that wants a slash. */
export function slashRedirect(shop: Shop, path: string, query: string, loggedIn: boolean): ShopResponse {
  return {
    status: 301,
    headers: {
      'X-Powered-By': 'PHP/8.2.36',
      ...noCache(loggedIn),
      'Content-Type': 'text/html; charset=UTF-8',
      'X-Redirect-By': 'WordPress',
      Location: `${homeOf(shop)}${path}/${query === '' ? '' : `?${query}`}`,
    },
    body: '',
  }
}

/** The web server's own 404, when it does not pass an address on to WordPress. */
export function webServer404(): ShopResponse {
  return {
    status: 404,
    headers: { 'Content-Type': 'text/html; charset=iso-8859-1' },
    body: `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>404 Not Found</title>
</head><body>
<h1>Not Found</h1>
<p>The requested URL was not found on this server.</p>
</body></html>
`,
  }
}
