import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/tools.ts'
import { runCommand, startServe } from './child.ts'
import { folderWith } from './files.ts'

/** A served installation with a file anchor, a few events, and an export of them; the server has stopped. */
async function recorded() {
  const anchors = temporaryFolder('anchors')
  const cwd = folderWith({ sources: [], audit: { name: 'warden.example', anchors: [{ kind: 'file', path: anchors }] } })
  const server = await startServe({ cwd })
  const made = await runCommand(['token', 'create', '--name', 'ada', '--json'], { cwd })
  const { id }: { readonly id: string } = JSON.parse(made.stdout)
  await runCommand(['token', 'revoke', id], { cwd })
  server.signal('SIGTERM')
  await server.ended
  const out = join(cwd, 'export.ndjson')
  const exported = await runCommand(['audit', 'export', '--out', out], { cwd })
  expect([exported.code, exported.stderr]).toEqual([0, ''])
  const verify = (...args: readonly string[]) =>
    runCommand(['audit', 'verify', '--json', ...args], { cwd: temporaryFolder('elsewhere') })
  return { cwd, anchors, out, verify }
}

const changed = (file: string, from: RegExp | string, to: string): string => {
  const path = `${file}.changed`
  const text = readFileSync(file, 'utf8')
  expect(text).toMatch(from)
  writeFileSync(path, text.replace(from, to))
  return path
}

test('an export is verified offline, from itself and its anchors alone, and any change is found in its place', async () => {
  const { cwd, anchors, out, verify } = await recorded()
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n')
  const events = lines.slice(1).map((line): { type: string; data: { authMethod: string } } => JSON.parse(line))
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    modelwarden: 'audit-export',
    logs: [{ origin: 'warden.example/decisions' }, {}],
  })
  expect(events.map(({ type }) => type)).toEqual([
    'gov.environment.seeded.v1',
    'gov.gateway.started.v1',
    'gov.token.created.v1',
    'gov.token.created.v1',
    'gov.token.revoked.v1',
    'gov.gateway.stopped.v1',
    'gov.audit.exported.v1',
  ])
  // The first token is the server's own; the others were made by a command beside it.
  expect(events.map(({ data }) => data.authMethod)).toEqual([
    'SYSTEM',
    'SYSTEM',
    'SYSTEM',
    'COMMAND_LINE',
    'COMMAND_LINE',
    'SYSTEM',
    'COMMAND_LINE',
  ])
  expect(readdirSync(anchors)).toEqual(['warden.example'])

  const whole = await verify('--export', out, '--anchors', anchors)
  expect(whole).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(whole.stdout)).toMatchObject({
    ok: true,
    logs: [
      { stream: 'decisions', last: 7, anchoredTo: 6, unanchored: 1, missing: 0, firstBad: null, isKeyTrusted: true },
      {},
    ],
  })

  const edited = await verify(
    '--export',
    changed(out, '"gov.token.revoked.v1"', '"gov.token.renewed.v1"'),
    '--anchors',
    anchors,
  )
  expect([edited.code, JSON.parse(edited.stdout).logs[0].firstBad.sequence]).toEqual([1, 5])

  const cut = join(cwd, 'cut.ndjson')
  const header = (lines[0] ?? '').replace('"last":7', '"last":4')
  writeFileSync(cut, `${[header, ...lines.slice(1, 5)].join('\n')}\n`)
  const short = await verify('--export', cut, '--anchors', anchors)
  expect([short.code, JSON.parse(short.stdout).logs[0]]).toMatchObject([1, { missing: 2, firstBad: { sequence: 5 } }])

  expect(await verify('--export', out)).toMatchObject({ code: 3 })
  expect(await verify('--export', join(anchors, 'warden.example', 'none'))).toMatchObject({ code: 1 })
  expect(await verify('--export', changed(out, 'audit-export', 'another-export'))).toMatchObject({ code: 2 })
})

test('part of a log is verified by itself', async () => {
  const { cwd, anchors, verify } = await recorded()
  const out = join(cwd, 'part.ndjson')
  await runCommand(['audit', 'export', '--stream', 'decisions', '--from', '3', '--to', '5', '--out', out], { cwd })
  const asked = await verify('--export', out, '--anchors', anchors, '--partial')
  expect(JSON.parse(asked.stdout).logs).toMatchObject([{ first: 3, last: 5, findings: [] }])
  expect(await verify('--export', out, '--anchors', anchors)).toMatchObject({ code: 1 })
})

test('the store is verified with its configured anchors, and forgetting a person leaves it whole', async () => {
  const { cwd } = await recorded()
  const verifyOwn = () => runCommand(['audit', 'verify'], { cwd })
  const before = await verifyOwn()
  expect([before.code, before.stdout]).toEqual([
    0,
    expect.stringContaining('decisions: whole, entries 1 to 7, anchored to 6'),
  ])
  using database = openStore(cwd)
  const id = String(database.db.prepare(`select id from principal where display_name = 'ada'`).get()?.['id'])
  expect(await runCommand(['audit', 'forget', id], { cwd })).toMatchObject({ code: 0 })
  expect(await runCommand(['audit', 'forget', id], { cwd })).toMatchObject({ code: 1 })
  expect(database.db.prepare(`select count(*) as names from principal where display_name = 'ada'`).get()).toEqual({
    names: 0,
  })
  expect((await verifyOwn()).code).toBe(0)
  database.db.exec('drop trigger audit_event_no_update')
  database.db.exec(`update audit_event set decision = 'DENY' where sequence = 4`)
  const after = await verifyOwn()
  expect([after.code, after.stdout]).toEqual([1, expect.stringContaining('entry 4')])
})

function openStore(cwd: string) {
  const db = new DatabaseSync(join(cwd, '.modelwarden', 'modelwarden.db'))
  return { db, [Symbol.dispose]: () => db.close() }
}

test('doctor warns when nothing outside the store vouches for the trail, and tells of each anchor when something does', async () => {
  const bare = await runCommand(['doctor'], { cwd: folderWith({ sources: [] }) })
  expect(bare.stdout).toMatch(/warning +audit +no anchor outside the store/)
  const { cwd } = await recorded()
  const anchored = await runCommand(['doctor'], { cwd })
  expect(anchored.stdout).toMatch(/ok +anchor file .* holds 6 events/)
  // The export was recorded after the server had stopped; as if that had been a while ago:
  using database = openStore(cwd)
  database.db.exec('drop trigger audit_event_no_update')
  database.db.exec('update audit_event set recorded_at = recorded_at - 600000 where sequence = 7')
  const late = await runCommand(['doctor'], { cwd })
  expect(late.stdout).toMatch(/warning +anchor file .* holds 6 events; CHAIN_STALE: has nothing of decisions since/)
})
