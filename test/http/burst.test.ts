import { Pool } from 'undici'
import { expect, test, vi } from 'vitest'
import { startGateway } from '../support/in-process-gateway.ts'

const atOnce = 2_000
const connections = 200

/** Sends the same query many times at once and counts how it was answered. */
async function burst(gateway: Awaited<ReturnType<typeof startGateway>>, query: string) {
  const pool = new Pool(await gateway.listen(0), { connections })
  const headers = { ...gateway.authorization(), 'content-type': 'application/json' }
  const answers = await Promise.all(
    Array.from({ length: atOnce }, async () => {
      const { statusCode, body } = await pool.request({
        path: '/graphql',
        method: 'POST',
        headers,
        body: JSON.stringify({ query }),
      })
      return `${statusCode} ${JSON.stringify((await body.text()).slice(0, 33))}`
    }),
  )
  await pool.close()
  return Map.groupBy(answers, (answer) => answer)
}

test('two thousand requests at once are all answered, each with its data', async () => {
  const gateway = await startGateway({ limits: { costPerMinute: 1_000_000 } })
  const answers = await burst(gateway, '{ viewer { name } models(first: 20) { nodes { name } } }')
  const expected = `200 ${JSON.stringify('{"data":{"viewer":{"name":"administrator"}'.slice(0, 33))}`
  expect([...answers].map(([answer, all]) => [answer, all.length])).toEqual([[expected, atOnce]])
})

test('of two thousand requests at once no more are taken than the budget holds', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    const gateway = await startGateway({ limits: { costPerMinute: 1_000 } })
    const answers = await burst(gateway, '{ rateLimit { remaining } }')
    const countOf = (status: string) =>
      [...answers].filter(([answer]) => answer.startsWith(status)).reduce((sum, [, all]) => sum + all.length, 0)
    expect([countOf('200'), countOf('429')]).toEqual([1_000, 1_000])
  } finally {
    vi.useRealTimers()
  }
})
