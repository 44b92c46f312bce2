import { writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { beforeAll, test } from 'vitest'
import { freePort } from '../../tools/launch/free-port.ts'
import { startCommand } from '../cli/child.ts'
import { mlflowSource, startGateway, type TestGateway } from '../support/gateway.ts'
import { seedMlflow } from '../support/seed-mlflow.ts'
import { afterFile, sharedTools, temporaryFolder } from '../support/tools.ts'
import { installPythonClient, type PythonClient } from './python-client.ts'

interface Demo {
  readonly url: string
  readonly principals: readonly { readonly name: string; readonly token: string }[]
}

/** The demo as a new user starts it. */
async function startDemo(): Promise<Demo> {
  const data = temporaryFolder('client-demo')
  const demo = startCommand(['demo', '--json', '--data', data], { cwd: data })
  // With the end of the line, which comes last: what has arrived so far may end at any bracket.
  const [line] = await demo.written(/^\{"url".*\}\n/m)
  return JSON.parse(line)
}

/** A gateway where one name is held twice, and one source is away. */
async function startStrained(): Promise<{ readonly gateway: TestGateway; readonly model: string }> {
  const { model } = await seedMlflow({ url: sharedTools().mlflowUrl })
  const away = { id: 'away', kind: 'mlflow', url: `http://127.0.0.1:${await freePort()}` }
  const gateway = await startGateway({ sources: [mlflowSource('first'), mlflowSource('second'), away] })
  await Promise.all([gateway.caughtUp('first'), gateway.caughtUp('second')])
  return { gateway, model: model.name }
}

/** An address that takes every connection and never says a word. */
async function startSilence(): Promise<string> {
  const server = createServer()
  const port = await freePort()
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening))
  const open = new Set<Socket>()
  server.on('connection', (socket) => open.add(socket))
  afterFile(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${port}`
}

// Long, for a machine that does much else meanwhile: how long all this takes is not what is tested.
const timeLimitMs = 900_000

let client: PythonClient
let surroundings: Readonly<Record<string, string>>

beforeAll(async () => {
  const starting = [installPythonClient(), startDemo(), startStrained()] as const
  const [installed, demo, strained] = await Promise.all(starting)
  client = installed
  const silent = { id: 'silent', kind: 'mlflow', url: await startSilence() }
  const poor = await startGateway({ sources: [mlflowSource(), silent], config: { limits: { costPerMinute: 6_000 } } })
  const file = join(temporaryFolder('client-world'), 'world.json')
  const token = (name: string) => demo.principals.find((principal) => principal.name === name)?.token
  const world = {
    demo: { url: demo.url, admin: token('admin'), analyst: token('metabolic-analyst'), auditor: token('auditor') },
    strained: { url: strained.gateway.url, token: strained.gateway.token, model: strained.model },
    poor: { url: poor.url, token: poor.token, other: await poor.tokenOf('other', 'administrator') },
  }
  writeFileSync(file, JSON.stringify(world), { mode: 0o600 })
  surroundings = { MODELWARDEN_TEST_WORLD: file }
}, timeLimitMs)

const pytest = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider']

test(
  'the notebook client does what it says with the newest pandas, and the example notebook runs',
  () => client.run('notebook', pytest, surroundings),
  timeLimitMs,
)

test(
  'the notebook client does what it says with the oldest pandas and requests that it takes',
  () => client.run('notebook-floor', [...pytest, '--ignore=tests/notebook'], surroundings),
  timeLimitMs,
)

test(
  'the notebook client is typed to the last expression',
  () => client.run('notebook', ['-m', 'mypy', '--cache-dir=/dev/null']),
  timeLimitMs,
)
