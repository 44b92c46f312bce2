import { Pool } from 'undici'

/** Asks one question and gives its `data`; throws when the answer has errors. */
export type GraphqlClient = <Data>(query: string, variables?: Readonly<Record<string, unknown>>) => Promise<Data>

/** The most that a caller may wait. */
const timeoutMs = 60_000

/** A client of one gateway that keeps its connections. */
export function createGraphqlClient(url: string, token: string): GraphqlClient {
  const pool = new Pool(url, { headersTimeout: timeoutMs, bodyTimeout: timeoutMs })
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'modelwarden-timeout-ms': String(timeoutMs),
  }
  return async <Data>(query: string, variables: Readonly<Record<string, unknown>> = {}) => {
    const body = JSON.stringify({ query, variables })
    const answer = await pool.request({ method: 'POST', path: '/graphql', headers, body })
    const text = await answer.body.text()
    // The shape is the query's, which the caller wrote.
    const { data, errors } = JSON.parse(text) as { data?: Data; errors?: unknown }
    if (data === undefined || data === null || errors !== undefined)
      throw new Error(`unexpected answer: ${text.slice(0, 2000)}`)
    return data
  }
}
