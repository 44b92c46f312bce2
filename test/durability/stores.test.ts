import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { startPostgres } from '../../tools/launch/postgres.ts'
import { pollUntil } from '../../tools/launch/ready.ts'
import { startRedis } from '../../tools/launch/redis.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { demandDoneOnce, killedAt, moving, readAlias, setAlias, stoppedAt } from './crash-points.ts'
import { crashWorld } from './crash-world.ts'

const patience = { timeout: 240_000 }

test(
  'K13 PostgreSQL that is killed under a call has lost nothing when it is back, with the process or without it',
  patience,
  async () => {
    const dataDir = temporaryFolder('postgres')
    // As an installation runs it: what was committed is there after a crash.
    const settings = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
    const first = await ownTool(startPostgres({ dataDir, settings }))
    const world = await crashWorld({ engine: 'postgres', storeUrl: first.url, isServing: false })
    const point = moving('BEFORE', setAlias, /^SENT PLANNED PLANNED$/)
    let postgres = first
    const crash = async () => {
      await postgres.kill()
      const again = () => startPostgres({ dataDir, settings, port: first.port })
      // What it had started notices that it is gone by and by, and keeps its memory until then.
      for (let tries = 0; ; tries += 1) {
        const started = await again().catch((error: unknown) => (tries < 20 ? null : Promise.reject(error)))
        if (started === null) continue
        postgres = await ownTool(Promise.resolve(started))
        return
      }
    }

    const alive = await world.another('ALIAS')
    world.changes()
    const { request, held } = await stoppedAt(world, { asked: alive, point })
    await crash()
    held.release()
    // Where the answer could not be written, the plan is taken up again once its lease has run out.
    const isWritten = async () => (await world.stateOf(request)) === 'COMPLETED'
    if (!(await pollUntil(isWritten, 5_000, () => false))) await world.expireLeases()
    await demandDoneOnce(world, [request], [alive])

    const both = await world.another('ALIAS')
    const [killed] = await killedAt(world, [{ asked: both, point }])
    await crash()
    await world.restart()
    await demandDoneOnce(world, killed === undefined ? [] : [killed], [both])
    await world.demandTrail()
  },
)

test(
  'K14 and K15: a lost Redis makes no difference, and a full disk refuses changes and no reads',
  patience,
  async () => {
    const dataDir = temporaryFolder('redis')
    const redis = await ownTool(startRedis({ dataDir }))
    const more = { cache: { url: redis.url } }
    const world = await crashWorld({ engine: 'sqlite', isServing: false, more })
    const point = moving('BEFORE', readAlias, /^APPLIED PLANNED PLANNED$/)
    const asked = await world.another('ALIAS')
    world.changes()
    const { request, held } = await stoppedAt(world, { asked, point })
    await redis.kill()
    held.release()
    await demandDoneOnce(world, [request], [asked])
    const other = await world.another('ALIAS')
    const [killed] = await killedAt(world, [{ asked: other, point }])
    await world.restart()
    await demandDoneOnce(world, killed === undefined ? [] : [killed], [other])

    const third = await world.another('ALIAS')
    const waits = await world.asks(third)
    limitFiles(world.pid(), '0')
    // What cannot be written is not done: of the trail or of anything else, whichever came first.
    await expect(world.approves(waits, third)).rejects.toThrow(/AUDIT_UNAVAILABLE|The store of the gateway could not/)
    expect(await world.reads()).toBe('PENDING')
    expect([await world.stateOf(waits), world.changes()]).toEqual(['PENDING', []])
    limitFiles(world.pid(), 'unlimited')
    await world.approves(waits, third)
    await demandDoneOnce(world, [waits], [third])
    await world.demandTrail()
  },
)

/** How large files may get that a process writes: what it is told is what a full disk tells it. */
function limitFiles(pid: number, bytes: '0' | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`])
}
