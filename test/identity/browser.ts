import { request } from 'undici'

/** A reply as a browser sees it. */
export interface BrowserReply {
  readonly status: number
  /** Absolute address that a redirect leads to. */
  readonly location: string | null
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** A plain HTTP client with cookies, kept by host and port as real ones are kept by host. */
export interface Browser {
  get(url: string, headers?: Readonly<Record<string, string>>): Promise<BrowserReply>
  post(url: string, headers?: Readonly<Record<string, string>>, body?: string): Promise<BrowserReply>
  /** Follows redirects until `isEnd` holds for the next address, which is answered and not asked. */
  follow(url: string, isEnd: (next: string) => boolean): Promise<string>
  cookiesOf(url: string): ReadonlyMap<string, string>
  setCookie(url: string, name: string, value: string): void
}

const redirectsMax = 10

/** A browser without cookies. */
export function createBrowser(): Browser {
  const jars = new Map<string, Map<string, string>>()
  const jarOf = (url: string) => {
    const { host } = new URL(url)
    const jar = jars.get(host) ?? new Map<string, string>()
    jars.set(host, jar)
    return jar
  }
  const send = async (
    method: 'GET' | 'POST',
    url: string,
    { headers, body = null }: { readonly headers: Readonly<Record<string, string>>; readonly body?: string | null },
  ): Promise<BrowserReply> => {
    const jar = jarOf(url)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const reply = await request(url, { method, body, headers: { ...(cookie === '' ? {} : { cookie }), ...headers } })
    for (const line of [reply.headers['set-cookie'] ?? []].flat()) keep(jar, line)
    const { location } = reply.headers
    return {
      status: reply.statusCode,
      location: typeof location === 'string' ? new URL(location, url).href : null,
      headers: reply.headers,
      text: await reply.body.text(),
    }
  }
  const get: Browser['get'] = (url, headers = {}) => send('GET', url, { headers })
  return {
    get,
    post: (url, headers = {}, body = '') => send('POST', url, { headers, body }),
    async follow(url, isEnd) {
      let next = url
      for (let step = 0; step < redirectsMax; step += 1) {
        const { location, status, text } = await get(next)
        if (location === null) throw new Error(`${next} answered ${status} and no redirect: ${text.slice(0, 500)}`)
        if (isEnd(location)) return location
        next = location
      }
      throw new Error(`Too many redirects from ${url}`)
    },
    cookiesOf: (url) => jarOf(url),
    setCookie: (url, name, value) => void jarOf(url).set(name, value),
  }
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const at = pair.indexOf('=')
  const name = pair.slice(0, at)
  const expires = attributes.find((part) => /^expires=/i.test(part))?.slice('expires='.length)
  const isGone = attributes.includes('Max-Age=0') || (expires !== undefined && Date.parse(expires) <= Date.now())
  if (isGone) jar.delete(name)
  else jar.set(name, pair.slice(at + 1))
}
