import { expect, test } from 'vitest'
import { auditedGateway } from '../auditor.ts'
import { quoted } from '../refusals.ts'

const gateway = await auditedGateway()
const ask = (query: string, token = gateway.auditor) =>
  gateway.ask<{ readonly auditEvents: { readonly nodes: readonly unknown[] } | null }>(query, {}, { token })

const texts = ['', '\0', '\uD800', "' or 1=1 --", '%', '/', 'Token/', '*', 'x'.repeat(20_000), '\u202E', '{}']

test.each(['actor', 'action', 'resource', 'type'].flatMap((field) => texts.map((text) => [field, text] as const)))(
  'a filter by %s that nobody could mean finds nothing: %j',
  async (field, text) => {
    const { data, errors } = await ask(`{ auditEvents(filter: { ${field}: ${quoted(text)} }) { nodes { type } } }`)
    expect(errors.map(({ extensions }) => extensions.code).filter((code) => code !== 'BAD_USER_INPUT')).toEqual([])
    expect(data?.auditEvents?.nodes ?? []).toEqual([])
  },
)

test.each([
  ['from: "2999-01-01T00:00:00Z"', 0],
  ['to: "1970-01-01T00:00:00Z"', 0],
  ['from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z"', 0],
  ['from: "0001-01-01T00:00:00Z", to: "9999-12-31T23:59:59Z"', 4],
])('a time window %s has %i events', async (window, count) => {
  const { data, errors } = await ask(`{ auditEvents(filter: { ${window} }) { nodes { type } } }`)
  expect([errors, data?.auditEvents?.nodes.length]).toEqual([[], count])
})

test('a cursor goes on for whoever it was given to, and for nobody else', async () => {
  const { token } = await gateway.gateway.tokens.create({
    principalName: 'other',
    roles: ['auditor'],
    lifetimeMs: null,
  })
  const { data } = await gateway.ask<{ readonly auditEvents: { readonly pageInfo: { readonly endCursor: string } } }>(
    '{ auditEvents(first: 1) { pageInfo { endCursor } } }',
    {},
    { token },
  )
  const query = `{ auditEvents(first: 1, after: ${quoted(data?.auditEvents.pageInfo.endCursor ?? '')}) { nodes { type } } }`
  expect((await ask(query, token)).errors).toEqual([])
  expect((await ask(query)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: ['after'] } }])
})

test.each(['9007199254740991', '9007199254740993', '-9007199254740991', '1.5', '1e400', '"1"', 'null'])(
  'a proof of event %s is refused, not failed',
  async (sequence) => {
    const { errors } = await ask(`{ auditProof(sequence: ${sequence}) { root } }`)
    expect(errors.map(({ extensions }) => extensions.code)).toEqual([
      expect.stringMatching(/^(NOT_FOUND|BAD_USER_INPUT)$/),
    ])
  },
)
