import {
  type ArtifactStore,
  Fault,
  type FileRecord,
  type HttpClient,
  type StoreLocation,
} from '../../../src/connector/index.ts'

function refusal(message: string): Fault {
  return new Fault({ code: 'BAD_USER_INPUT', publicMessage: message, internalMessage: message, retryable: false })
}

/** The path within the store; refuses what could mean another place to anybody. */
function fullPath(location: StoreLocation, path: string): string {
  const isPlain = path.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')
  // A path is refused by its decoded meaning too, because the tool decodes what it is sent.
  if (!isPlain || /[\\\0]|%2e|%2f/i.test(path)) throw refusal('The path leaves its location.')
  return location.path === '' ? path : `${location.path}/${path}`
}

function fileRecord(path: string, sizeBytes: number): FileRecord {
  return { path, isDirectory: false, sizeBytes, updatedAt: null, revision: null, sha256: null }
}

/** Files of the reference tool, addressed as `<url>/files/...`. */
export function createReferenceStore(client: HttpClient, url: string): ArtifactStore {
  const listing = async (signal: AbortSignal) =>
    (await client.json({ path: '/files', signal })).body as readonly { readonly path: string; readonly size: number }[]
  const encode = (path: string) => `/files/${path.split('/').map(encodeURIComponent).join('/')}`
  return {
    claim(uri) {
      const parsed = URL.canParse(uri) ? new URL(uri) : null
      if (parsed === null || parsed.origin !== new URL(url).origin || parsed.search !== '' || parsed.hash !== '')
        return null
      if (parsed.username !== '' || !/^\/files(\/|$)/.test(parsed.pathname)) return null
      const path = parsed.pathname.slice('/files'.length).replace(/^\/+|\/+$/g, '')
      return { uri: `${parsed.origin}/files${path === '' ? '' : `/${path}`}`, path }
    },
    async list(location, { recursive, limit, after }, call) {
      const prefix = location.path === '' ? '' : `${location.path}/`
      const below = (await listing(call.signal)).filter((file) => file.path.startsWith(prefix))
      const all = below.map((file) => fileRecord(file.path.slice(prefix.length), file.size))
      const folders = new Set(all.flatMap((file) => (file.path.includes('/') ? [file.path.split('/')[0] ?? ''] : [])))
      const top = all.filter((file) => !file.path.includes('/'))
      const entries = recursive
        ? all
        : [...top, ...[...folders].map((path) => ({ ...fileRecord(path, 0), sizeBytes: null, isDirectory: true }))]
      const sorted = entries
        .toSorted((a, b) => (a.path < b.path ? -1 : 1))
        .filter((file) => after === null || file.path > after)
      return { files: sorted.slice(0, limit), more: sorted.length > limit }
    },
    async stat(location, path, call) {
      const wanted = fullPath(location, path)
      const found = (await listing(call.signal)).find((file) => file.path === wanted)
      return found === undefined ? null : fileRecord(path, found.size)
    },
    async read(location, path, range, call) {
      const headers = range === null ? {} : { range: `bytes=${range.start}-${range.end ?? ''}` }
      const answer = await client.stream({ path: encode(fullPath(location, path)), headers, signal: call.signal })
      if (answer.status >= 300) {
        answer.body.destroy()
        throw refusal('There is no such file or range.')
      }
      const totalBytes = Number(answer.headers['x-total'])
      return { body: answer.body, sizeBytes: Number(answer.headers['content-length']), totalBytes }
    },
    signedUrl: async (location, path) => `${url}${encode(fullPath(location, path))}?signature=valid`,
  }
}
