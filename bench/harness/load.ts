import autocannon from 'autocannon'

/** What is sent, again and again. */
export interface Load {
  readonly url: string
  readonly query: string
  readonly token: string | null
}

/** Sends one query over 16 connections and answers requests per second; throws when any answer was not a 200. */
export async function requestsPerSecond({ url, query, token }: Load, seconds: number): Promise<number> {
  const result = await autocannon({
    url: `${url}/graphql`,
    method: 'POST',
    connections: 16,
    duration: seconds,
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  })
  if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx + result.errors} requests failed`)
  return result.requests.total / result.duration
}
