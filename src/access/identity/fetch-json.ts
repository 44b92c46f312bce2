/** Longer than any healthy identity provider takes, short enough that a caller still gets an answer. */
const patienceMs = 5_000
/** Many times what discovery and key sets take. */
const bytesMax = 1_048_576

/**
 * Reads a JSON document of a configured identity provider. Follows no redirect: keys come from where they were asked of,
 * or not at all. Throws when the answer is late, long, no JSON or not 200.
 */
export async function fetchJson(url: URL): Promise<unknown> {
  const response = await fetch(url, {
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
    headers: { accept: 'application/json, application/jwk-set+json' },
  })
  if (response.status !== 200) {
    await response.body?.cancel()
    throw new Error(`The identity provider answered ${response.status}`)
  }
  return JSON.parse(await boundedText(response))
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength
    if (length > bytesMax) throw new Error('The identity provider answered too much')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
