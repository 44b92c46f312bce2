import { request } from 'undici'

/** One entry of `errors`. */
export interface AnswerError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string }
}

/** What a GraphQL endpoint answered. */
export interface Answer<Data> {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly data: Data | null
  /** Empty when there are none. */
  readonly errors: readonly AnswerError[]
  readonly extensions: Readonly<Record<string, unknown>>
}

/** How one query is sent. */
export interface AskOptions {
  /** Sent as the bearer token; null sends none. */
  readonly token?: string | null
  /** The request's own deadline, as `modelwarden-timeout-ms`. */
  readonly timeoutMs?: number
  /** What the request is for, as `modelwarden-purpose`. */
  readonly purpose?: string
}

/** One query to one endpoint. */
export interface Question extends AskOptions {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

/** Sends a query over HTTP. The caller says what shape the data has; an assertion on the values proves it. */
export async function ask<Data = Readonly<Record<string, unknown>>>(
  url: string,
  { query, variables = {}, token = null, timeoutMs, purpose }: Question,
): Promise<Answer<Data>> {
  const { statusCode, headers, body } = await request(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(timeoutMs === undefined ? {} : { 'modelwarden-timeout-ms': String(timeoutMs) }),
      ...(purpose === undefined ? {} : { 'modelwarden-purpose': purpose }),
    },
    body: JSON.stringify({ query, variables }),
  })
  const reply: Partial<Pick<Answer<Data>, 'data' | 'errors' | 'extensions'>> = JSON.parse(await body.text())
  const { data = null, errors = [], extensions = {} } = reply
  return { status: statusCode, headers, data, errors, extensions }
}

/** The data of an answer without a single error; anything else fails with what the errors say. */
export function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  if (data === null || errors.length > 0) throw new Error(`The answer has errors: ${JSON.stringify(errors)}`)
  return data
}
