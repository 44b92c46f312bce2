import { createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGateway } from '../support/in-process-gateway.ts'

/** A tool that takes connections and never says a word: no real tool can be made to do that on demand. */
async function silentTool() {
  const sockets = new Set<Socket>()
  let onCall = () => undefined as void
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    onCall()
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const nextCall = () =>
    new Promise<void>((resolve) => {
      onCall = resolve
    })
  return { url: `http://127.0.0.1:${port}`, nextCall }
}

let gateway: Awaited<ReturnType<typeof startGateway>>
let tool: Awaited<ReturnType<typeof silentTool>>
beforeAll(async () => {
  tool = await silentTool()
  gateway = await startGateway({ sources: [{ id: 'silent', kind: 'mlflow', url: tool.url }] })
})

const headers = { 'modelwarden-timeout-ms': '1500' }

test('no data in time is 504, with the source and a code', async () => {
  const { status, body } = await gateway.query('{ model(ref: "models:/x") { id } }', { headers })
  expect(status).toBe(504)
  expect(body.data).toEqual({ model: null })
  expect(body.errors[0].extensions).toMatchObject({ source: 'silent', retryable: true, errorId: expect.any(String) })
  expect(body.errors[0].extensions.code).toBe('DEADLINE_EXCEEDED')
})

test('what came in time is delivered with 200', async () => {
  const query = '{ viewer { name } sources { name state } model(ref: "models:/x") { id } }'
  const { status, body } = await gateway.query(query, { headers })
  expect(status).toBe(200)
  expect(body.data).toMatchObject({ viewer: { name: 'administrator' }, sources: [{ name: 'silent' }], model: null })
  expect(body.errors).toHaveLength(1)
})

test('a stop lets the request under way finish and takes no new one', async () => {
  const other = await startGateway({ sources: [{ id: 'silent', kind: 'mlflow', url: tool.url }] })
  const called = tool.nextCall()
  const underWay = other.query('{ viewer { name } model(ref: "models:/x") { id } }', { headers })
  await called
  await other.close()
  expect((await underWay).body.data.viewer.name).toBe('administrator')
})
