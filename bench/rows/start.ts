import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../tools/launch/free-port.ts'
import { startMlflow } from '../../tools/launch/mlflow.ts'
import type { Bench, Row } from '../harness/bench.ts'
import { compiledMain } from '../harness/package.ts'
import { type ServerProcess, startServer } from '../harness/server-process.ts'

const idleMs = 30_000

/** How long a start takes and how much memory a gateway needs that nobody asks anything. */
export const start: Row = {
  name: 'start',
  about: 'start to ready, and VmRSS 30 s later, with one MLflow, embedded defaults and no traffic',
  async measure(bench) {
    const mlflow = await startMlflow({ dataDir: bench.folder('empty-mlflow'), release: 'newest' })
    bench.afterRow(() => mlflow.stop())
    const firstSeconds: number[] = []
    const laterSeconds: number[] = []
    const rss: number[] = []
    for (let round = 0; round < bench.rounds; round += 1) {
      const folder = bench.folder('start')
      const first = await serve(folder, mlflow.url)
      firstSeconds.push(first.readySeconds)
      await sleep(idleMs)
      rss.push(first.rssMb())
      await first.stop()
      const later = await serve(folder, mlflow.url)
      laterSeconds.push(later.readySeconds)
      await later.stop()
    }
    const seconds = { unit: 's', bar: { atMost: 1.5 } }
    return [
      { what: 'first start to ready', values: firstSeconds, ...seconds },
      { what: 'later start to ready', values: laterSeconds, ...seconds },
      { what: 'VmRSS after 30 s', unit: 'MB', values: rss, bar: { atMost: 200 } },
      ...(await beforeTheSeeded(bench)),
    ]
  },
}

/** The same before an MLflow that holds much: in its first 30 s the gateway is busy mirroring it. */
async function beforeTheSeeded(bench: Bench) {
  const mlflow = await bench.seededMlflow()
  const server = await serve(bench.folder('start'), mlflow.url)
  await sleep(idleMs)
  const rss = server.rssMb()
  await server.stop()
  return [{ what: 'VmRSS after 30 s, mirroring 20,000 runs', unit: 'MB', values: [rss], bar: null }]
}

async function serve(folder: string, mlflowUrl: string): Promise<ServerProcess> {
  const port = await freePort()
  return startServer({
    argv: [compiledMain, 'serve', '--port', String(port)],
    port,
    readyPath: '/health/ready',
    logFile: `${folder}/gateway.log`,
    cwd: folder,
    env: { MLFLOW_TRACKING_URI: mlflowUrl },
  })
}
