import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { createMetrics } from '../../src/telemetry/index.ts'
import { startGateway } from '../support/in-process-gateway.ts'

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

test('metrics have a port of their own where one is configured, and nothing else is there', async () => {
  const metricsPort = await freePort()
  const gateway = await startGateway({ server: { metricsPort } })
  await gateway.listen(0)
  const own = `http://127.0.0.1:${metricsPort}`
  const answer = await fetch(`${own}/metrics`)
  expect([answer.status, await answer.text()]).toEqual([
    200,
    expect.stringContaining('modelwarden_http_requests_total'),
  ])
  for (const path of ['/graphql', '/health/ready', '/', '/metrics/x']) {
    expect((await fetch(`${own}${path}`)).status).toBe(404)
  }
  expect((await fetch(`${own}/metrics`, { method: 'POST' })).status).toBe(404)
  await gateway.close()
  await expect(fetch(`${own}/metrics`)).rejects.toThrow('fetch failed')
})

test('a label holds nothing that a caller chose', async () => {
  const gateway = await startGateway()
  const marks = { url: `/xyzzy/${'a'.repeat(50)}`, headers: { ...gateway.authorization(), 'user-agent': 'xyzzy' } }
  for (const method of ['GET', 'POST', 'PUT'] as const) await gateway.server.inject({ ...marks, method })
  await gateway.server.inject({ ...marks, url: '/artifacts/xyzzy?xyzzy=1' })
  await gateway.query('query xyzzy { xyzzy: viewer { name } }')
  await gateway.query('{ xyzzy }')
  await gateway.query('{ model(ref: "models:/xyzzy", source: "xyzzy") { id } }')
  const { body } = await gateway.server.inject({ url: '/metrics', headers: gateway.authorization() })
  expect(body).not.toContain('xyzzy')
  expect(body).toContain('modelwarden_http_requests_total{route="none",status="404"} 3')
  expect(body).toContain('modelwarden_http_requests_total{route="/artifacts/:id",status="404"} 1')
})

test('names say what they count and in which unit, and labels are few', async () => {
  const metrics = await createMetrics().registry.getMetricsAsJSON()
  const own = metrics.filter(({ name }) => name.startsWith('modelwarden_'))
  expect(own.length).toBeGreaterThan(8)
  for (const { name, type, help } of own) {
    expect(help).not.toBe('')
    expect(name).toMatch(String(type) === 'counter' ? /_total$/ : /_(seconds|up|stale|entries|bytes|open)$/)
  }
})
