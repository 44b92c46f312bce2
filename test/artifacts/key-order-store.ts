import { createServer } from 'node:http'
import { afterAll } from 'vitest'

/**
 * Serves ListObjectsV2 over fixed keys in the order Amazon S3 promises: by the bytes of the whole key, so that `a-b` comes
 * before `a/x`. SeaweedFS, the store that tests install, lists folder by folder instead.
 */
export async function keyOrderStore(keys: readonly string[]): Promise<string> {
  const sorted = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '', 'http://store').searchParams
    response.setHeader('content-type', 'application/xml').end(listing(sorted, query))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => server.close())
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

function listing(sorted: readonly string[], query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? ''
  const token = query.get('continuation-token')
  const after = token ?? query.get('start-after') ?? ''
  const isBelow = (key: string) => key.startsWith(prefix) && Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0
  const entries = new Set<string>()
  for (const key of sorted.filter(isBelow)) {
    const slash = query.has('delimiter') ? key.indexOf('/', prefix.length) : -1
    const entry = slash === -1 ? key : key.slice(0, slash + 1)
    // A token that is a common prefix stands behind every key below it.
    if (token === null || !token.endsWith('/') || !entry.startsWith(token)) entries.add(entry)
  }
  const page = [...entries].slice(0, Number(query.get('max-keys')))
  const isTruncated = entries.size > page.length
  const items = page.map((entry) =>
    query.has('delimiter') && entry.endsWith('/')
      ? `<CommonPrefixes><Prefix>${entry}</Prefix></CommonPrefixes>`
      : `<Contents><Key>${entry}</Key><Size>1</Size></Contents>`,
  )
  const next = isTruncated ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
  return `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${items.join('')}${next}</ListBucketResult>`
}
