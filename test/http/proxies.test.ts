import { type DestinationStream, pino } from 'pino'
import { expect, test } from 'vitest'
import { startGateway } from '../support/in-process-gateway.ts'

const forwarded = {
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'gateway.example',
}

/** Where a request came from, as the log has it, when it came from 127.0.0.1 with the headers of a proxy. */
async function loggedAddress(trustedProxies: readonly string[], headers: Readonly<Record<string, string>> = forwarded) {
  const lines: { readonly msg: string; readonly ip?: string }[] = []
  const destination: DestinationStream = { write: (line) => void lines.push(JSON.parse(line)) }
  const gateway = await startGateway({ server: { trustedProxies } }, pino({ level: 'info' }, destination))
  await gateway.server.inject({ url: '/health/live', headers, remoteAddress: '127.0.0.1' })
  return lines.find(({ msg }) => msg === 'request')?.ip
}

test.each([
  ['nobody', [], '127.0.0.1'],
  ['its address', ['127.0.0.1'], '203.0.113.7'],
  ['its network', ['127.0.0.0/8'], '203.0.113.7'],
  ['another address', ['10.0.0.1'], '127.0.0.1'],
  ['another network', ['10.0.0.0/8'], '127.0.0.1'],
])(
  'what a proxy says of a caller is believed where the configuration trusts it: %s',
  async (_name, trusted, address) => {
    expect(await loggedAddress(trusted)).toBe(address)
  },
)

test('of a chain only the part behind the trusted proxies counts', async () => {
  const chain = { 'x-forwarded-for': '198.51.100.1, 203.0.113.7, 10.0.0.2' }
  expect(await loggedAddress(['127.0.0.1', '10.0.0.0/8'], chain)).toBe('203.0.113.7')
  expect(await loggedAddress(['127.0.0.1'], chain)).toBe('10.0.0.2')
})

test('no header of a proxy changes the addresses that answers hold', async () => {
  for (const trustedProxies of [[], ['127.0.0.1']]) {
    const gateway = await startGateway({ server: { trustedProxies, publicUrl: 'https://warden.example' } })
    const answer = await gateway.server.inject({ url: '/', headers: { ...forwarded, accept: 'text/html' } })
    expect(answer.headers['location']).toBe('/graphql')
  }
})
