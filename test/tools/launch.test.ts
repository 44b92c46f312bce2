import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { expect, test } from 'vitest'
import { startMlflow } from '../../tools/launch/mlflow.ts'
import { httpProbe, pollUntil } from '../../tools/launch/ready.ts'
import { startRedis } from '../../tools/launch/redis.ts'
import { freshPostgresUrl, freshRedis, ownTool, sharedTools, temporaryFolder } from '../support/tools.ts'

const launch = join(import.meta.dirname, '../../tools/launch')

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('the shared MLflow answers', async () => {
  expect(await httpProbe(`${sharedTools().mlflowUrl}/health`)()).toBe(true)
})

test('a test file gets an empty database of its own', async () => {
  const client = new Client({ connectionString: await freshPostgresUrl() })
  await client.connect()
  const { rows } = await client.query(`select count(*)::int as n from pg_tables where schemaname = 'public'`)
  await client.end()
  expect(rows).toEqual([{ n: 0 }])
})

test('a test file gets a key prefix of its own', () => {
  expect(freshRedis().prefix).not.toBe(freshRedis().prefix)
})

test('the oldest supported MLflow starts and says its version', async () => {
  const floor = await ownTool(startMlflow({ dataDir: temporaryFolder('floor'), release: 'floor' }))
  const reply = await fetch(`${floor.url}/version`)
  expect(await reply.text()).toBe('2.11.3')
})

test('a tool that cannot start fails with the end of its log', async () => {
  const starting = startRedis({ dataDir: temporaryFolder('redis'), settings: ['--no-such-setting', 'yes'] })
  await expect(starting).rejects.toThrow(/redis ended before it was ready.*no-such-setting/s)
})

test('a killed parent leaves no tool behind, not even a paused one', async () => {
  const folder = temporaryFolder('orphan')
  const script = join(folder, 'parent.ts')
  writeFileSync(
    script,
    `import { startRedis } from '${launch}/redis.ts';
    const a = await startRedis({ dataDir: '${folder}/a' });
    const b = await startRedis({ dataDir: '${folder}/b' });
    b.pause();
    console.log(a.pid + ' ' + b.pid);`,
  )
  const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(parent.stdout, 'data')
  const pids = String(line).trim().split(' ').map(Number)
  expect(pids.map(isAlive)).toEqual([true, true])
  parent.kill('SIGKILL')
  const areGone = async () => !pids.some(isAlive)
  expect(await pollUntil(areGone, 15_000, () => false)).toBe(true)
})
