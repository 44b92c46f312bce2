import { expect, test } from 'vitest'
import { serveModels } from '../api/served.ts'
import { startGateway } from '../support/gateway.ts'
import { listenSse, type Result } from './listen.ts'

const serving = await serveModels([
  { name: 'fraud', version: '1' },
  { name: 'churn', version: '1' },
])
const gateway = await startGateway({
  sources: [serving.source],
  config: { sync: { intervalMs: 500, fullIntervalMs: 10_000 } },
})
await gateway.caughtUp('serving')
const { url } = gateway
const query = `subscription ($after: String, $id: ID, $environment: String) {
  deploymentChanged(after: $after, id: $id, environment: $environment, marks: true) {
    cursor at removed deploymentId deployment { id name state versions { version state } } } }`
const listen = (token: string, variables: object = {}) =>
  listenSse(url, { query, variables: { ...variables } }, { token })
const changeOf = (result: Result) => result.data.deploymentChanged
const repository = (path: string) => fetch(`${serving.server.url}/v2/repository/models/${path}`, { method: 'POST' })
const idOf = async (name: string) =>
  (await gateway.read<Result>('{ deployments { nodes { id name } } }')).deployments.nodes.find(
    (each: Result) => each.name === name,
  ).id

test('a deployment that stops answering, answers again or goes is told of to whoever sees it', async () => {
  const viewer = (await gateway.gateway.tokens.create({ principalName: 'viewer', roles: ['viewer'], lifetimeMs: null }))
    .token
  const blind = (
    await gateway.gateway.tokens.create({ principalName: 'blind', roles: ['policy-steward'], lifetimeMs: null })
  ).token
  const fraud = await idOf('fraud')
  const [seeing, hidden] = [await listen(viewer, { environment: 'production' }), await listen(blind)]
  const beginning = changeOf(await seeing.next()).cursor
  await hidden.next()
  const next = async (isIt: (change: Result) => boolean) => {
    for (;;) {
      const change = changeOf(await seeing.next())
      if (change.deploymentId === fraud && isIt(change)) return change
    }
  }
  await repository('fraud/unload')
  const gone = await next(({ deployment, removed }) => removed || deployment.state !== 'READY')
  await repository('fraud/load')
  const back = await next(({ deployment }) => deployment?.state === 'READY')
  expect(back).toMatchObject({ removed: false, deployment: { name: 'fraud', versions: [{ version: '1' }] } })
  // What was missed is told of as it is now.
  const again = await listen(viewer, { after: beginning, id: fraud })
  const seen: Result[] = [changeOf(await again.next())]
  while (seen.at(-1).cursor !== back.cursor) seen.push(changeOf(await again.next()))
  expect(seen.filter(({ deployment }) => deployment !== null).at(-1)).toMatchObject({ deployment: { state: 'READY' } })
  expect(gone.cursor).not.toBe(back.cursor)
  expect(changeOf(await hidden.next())).toMatchObject({ deploymentId: null, deployment: null, removed: null })
  for (const stream of [seeing, hidden, again]) stream.stop()
})
